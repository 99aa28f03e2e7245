import { problem } from './entry.ts'

/** Engines, what has to be installed for them, and the process that computes. */
export const engineProblems = {
  'work-ended': problem('cancelled', 'This was stopped before it finished.'),
  'program-ending': problem('interrupted', 'The program is closing; start it again to continue.'),
  'work-crashed': problem(
    'compute-crashed',
    'The computing process ended unexpectedly, for example for lack of memory, and was restarted. Nothing finished is lost: resume, or start again.',
  ),
  'compute-crashed': problem(
    'compute-crashed',
    'The reading process stopped on this film and was restarted. Try again, or leave this film out.',
  ),
  'compute-too-slow': problem(
    'time-limit',
    'This film took too long and was skipped; leave it out, or export it again from its source.',
  ),
  'engine-not-ready': problem(
    'engine-unavailable',
    { engine: 'string' },
    ({ engine }) => `The engine ${engine} could not prepare the network on this machine.`,
  ),
  'engine-stopped': problem(
    'engine-failed',
    'The engine stopped in the middle of a computation; a smaller batch may help.',
  ),
  'engine-memory-short': problem(
    'engine-failed',
    'The graphics card has too little memory for this. Use a smaller batch, close other programs that use the card, or use the engine onnx-cpu.',
  ),

  // the TensorFlow runtime
  'tensorflow-missing': problem(
    'engine-unavailable',
    'TensorFlow is not installed; "fractureguard runtime install tensorflow" installs it.',
  ),
  'tensorflow-not-loading': problem(
    'engine-unavailable',
    'TensorFlow is installed but does not load here; "fractureguard runtime install tensorflow" installs it again.',
  ),
  'runtime-changed': problem(
    'hash-mismatch',
    'Files of this runtime are missing or changed, so it is not used; reinstall it with "fractureguard runtime install tensorflow".',
  ),
  'runtime-python-changed': problem(
    'hash-mismatch',
    'The Python environment that this runtime uses was changed or removed, so it is not used. Install the runtime again.',
  ),
  'runtime-none': problem('not-found', 'There is no TensorFlow runtime to remove.'),
  'runtime-no-wheels': problem(
    'wrong-use',
    'TensorFlow can be installed on Linux only. The ONNX engines need nothing installed; "fractureguard doctor" says which of them run here.',
  ),
  'runtime-no-gpu-wheels': problem(
    'wrong-use',
    'TensorFlow for NVIDIA cards can be installed on Linux with an x86-64 processor only. The ONNX engines need nothing installed; "fractureguard doctor" says which of them run here.',
  ),
  'compiler-missing': problem(
    'tool-missing',
    'No C++ compiler was found. Install one (Debian and Ubuntu: sudo apt install g++) and start the installation again.',
  ),
  'addon-not-built': problem(
    'engine-unavailable',
    'The C++ compiler could not build the addon for this TensorFlow. A current g++ (9 or later) can; update it and try again.',
  ),
  'pip-missing': problem(
    'tool-missing',
    "Python's pip was not found, nor uv. Install one of them (Debian and Ubuntu: sudo apt install python3-pip) and try again.",
  ),
  'python-missing': problem(
    'not-found',
    'There is no Python at that place, or it does not start. Name the interpreter of the environment that has TensorFlow.',
  ),
  'python-without-tensorflow': problem(
    'not-found',
    'That Python has no TensorFlow with its C library and headers. Install one there (pip install tensorflow), or leave --from-python out.',
  ),
  'package-other': problem(
    'hash-mismatch',
    'A downloaded package is not the expected one, so it is not used. Ask whoever runs this network’s package index or proxy, then try again.',
  ),
  'download-broke-off': problem(
    'no-network',
    'The download was interrupted. Start the installation again; it continues where it stopped.',
  ),
  'package-index-unreachable': problem(
    'no-network',
    "The Python package index could not be reached. Check the network, and pip's settings for a proxy or an index of your own, then try again.",
  ),
  'packages-not-installed': problem(
    'engine-unavailable',
    "The packages could not be installed by the machine's pip or uv. Update it (python3 -m pip install --upgrade pip) and try again.",
  ),
  'installation-ended': problem(
    'cancelled',
    'The installation was stopped; the downloaded part is kept for the next try.',
  ),
  'installation-disk-full': problem(
    'disk-full',
    'The disk is full. Free space and start the installation again; the downloaded part is kept.',
  ),
  'installation-under-way': problem(
    'in-use',
    'A runtime is already being installed or removed, perhaps by another window; wait until that ends.',
  ),
  'installation-space-short': problem(
    'disk-full',
    { neededGigabytes: 'number', freeGigabytes: 'number' },
    ({ neededGigabytes, freeGigabytes }) =>
      `TensorFlow needs ${neededGigabytes.toFixed(1)} GB of space while it is installed, and the disk of the program's data has ${freeGigabytes.toFixed(1)} GB. Free some and try again.`,
  ),
  'installation-not-writable': problem(
    'not-writable',
    'The folder for the program’s data cannot be written, so nothing can be installed; free it, or set FRACTUREGUARD_HOME to another folder.',
  ),
}
