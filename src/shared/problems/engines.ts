import { problem } from './entry.ts'

/** Engines, what has to be installed for them, and the process that computes. */
export const engineProblems = {
  'work-ended': problem('cancelled', 'This was ended before it was done.'),
  'program-ending': problem('interrupted', 'The program is ending; start it again to go on.'),
  'work-crashed': problem(
    'compute-crashed',
    'The computing process was ended, by lack of memory or from outside; it has been started again. Nothing that was finished is lost: go on with this, or start it once more.',
  ),
  'compute-crashed': problem(
    'compute-crashed',
    'The reading process stopped while working on this film; it has been started again. Try once more or leave this film out.',
  ),
  'compute-too-slow': problem(
    'time-limit',
    'Working on this film took too long and was given up; leave it out or save it again from its source.',
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
    'The memory of the graphics card is too small for this. Take a smaller batch, close other programs that use the card, or use the engine onnx-cpu.',
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
    'Files of this runtime are missing or were changed, so it is not used; "fractureguard runtime install tensorflow" installs it again.',
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
    'A downloaded package is not the one that was expected, so nothing of it is used. Ask who runs the package index or proxy of this network, then try again.',
  ),
  'download-broke-off': problem(
    'no-network',
    'The download broke off. Start the installation again: it goes on with what is there.',
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
    'The installation was ended before it was done; what was downloaded is kept for the next try.',
  ),
  'installation-disk-full': problem(
    'disk-full',
    'There is no space left on the disk. Free some and start the installation again: what was downloaded is kept.',
  ),
  'installation-under-way': problem(
    'in-use',
    'A runtime is being installed or removed already, perhaps by another window; wait until that has ended.',
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
