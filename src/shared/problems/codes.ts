/**
 * Every way in which something can go wrong that a person should be told about.
 * A code is stable (scripts and the CSV report rely on it); ids and sentences may change.
 */
export const problemCodes = [
  // the input
  'not-found',
  'not-readable',
  'not-an-image',
  'no-pixel-data',
  'truncated',
  'malformed',
  'unsupported-format',
  'unsupported-transfer-syntax',
  'too-large',
  'frame-out-of-range',
  'time-limit',
  'file-changed',
  // the model
  'model-not-found',
  'model-invalid',
  // the engine and its process
  'engine-unavailable',
  'engine-failed',
  'compute-crashed',
  // installing what an engine needs
  'tool-missing',
  'no-network',
  'hash-mismatch',
  // work on a folder
  'dataset-invalid',
  'not-enough-data',
  'diverged',
  'disk-full',
  'not-writable',
  'read-only',
  'in-use',
  'cancelled',
  'interrupted',
  // the caller
  'not-authorised',
  'not-allowed',
  'too-many-requests',
  'wrong-use',
  'internal',
] as const
export type ProblemCode = (typeof problemCodes)[number]
