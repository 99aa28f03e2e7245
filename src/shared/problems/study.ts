import { problem } from './entry.ts'

/** Files, formats, containers and what comes of decoding them. */
export const studyProblems = {
  // the file
  'file-empty': problem('not-an-image', 'The file is empty.'),
  'file-is-none': problem('not-readable', 'This is not a file; choose a file or open the folder as a whole.'),
  'file-missing': problem('not-found', 'The file does not exist; it may have been moved or deleted.'),
  'file-not-openable': problem('not-readable', 'The file cannot be opened; check that you may read it.'),
  'file-read-failed': problem(
    'not-readable',
    'The file cannot be read to its end; the disk or the network may have failed.',
  ),
  'file-too-large': problem('too-large', 'The file is larger than 2 GiB; it is not opened.'),
  'file-changed': problem('file-changed', 'The file changed while it was read; read it again when it is complete.'),
  'film-of-other-content': problem(
    'file-changed',
    'This file changed during the work; leave the files unchanged, and start again.',
  ),
  'format-unknown': problem(
    'not-an-image',
    'This is not a known image format; the program opens DICOM, PNG, JPEG, TIFF, WebP and BMP.',
  ),
  'frames-none': problem('no-pixel-data', 'There is no frame in this file.'),
  'frame-missing': problem(
    'frame-out-of-range',
    { frame: 'number', frames: 'number' },
    ({ frame, frames }) =>
      `The file has ${frames === 1 ? 'one frame' : `${frames} frames`}; frame ${frame} is not among them.`,
  ),

  // size
  'size-missing': problem('malformed', 'The file does not say how many rows and columns the image has.'),
  'pixels-too-many': problem(
    'too-large',
    { columns: 'number', rows: 'number', millions: 'number' },
    ({ columns, rows, millions }) =>
      `The image has ${columns} × ${rows} pixels; the program opens up to ${millions} million.`,
  ),
  'frame-too-large': problem(
    'too-large',
    { mebibytes: 'number', most: 'number' },
    ({ mebibytes, most }) => `One frame of the image takes ${mebibytes} MiB; the program opens up to ${most} MiB.`,
  ),
  'frames-too-many': problem(
    'too-large',
    { frames: 'number', most: 'number' },
    ({ frames, most }) => `The file claims ${frames} frames; the program opens up to ${most}.`,
  ),

  // the DICOM header
  'header-truncated': problem('truncated', 'The file ends in the middle of its header; copy it again from its source.'),
  'header-too-large': problem(
    'too-large',
    'The header of the file holds more than that of any film; it is not opened.',
  ),
  'elements-too-many': problem('malformed', 'The file has more elements than any image has; it is not opened.'),
  'element-damaged': problem('malformed', 'The file is damaged: an element of its header cannot be read.'),
  'deflated-too-large': problem('too-large', 'The compressed file unpacks to more than 256 MiB; it is not opened.'),
  'deflated-truncated': problem('truncated', 'The compressed file ends too early; copy it again from its source.'),
  'deflated-damaged': problem('malformed', 'The compressed file is damaged and cannot be unpacked.'),
  'image-none': problem(
    'no-pixel-data',
    'This DICOM file holds no image; it may be a report, a document or a presentation state.',
  ),
  'image-not-begun': problem('truncated', 'The file ends before its image begins; copy it again from its source.'),
  'image-truncated': problem('truncated', 'The file ends in the middle of its image; copy it again from its source.'),
  'samples-unsupported': problem(
    'unsupported-format',
    { samples: 'number' },
    ({ samples }) => `The image has ${samples} samples a pixel; the program opens grey and three-colour images.`,
  ),
  'bits-allocated-impossible': problem(
    'malformed',
    { bits: 'number' },
    ({ bits }) => `The file claims ${bits} bits a sample, which no image of this kind has.`,
  ),
  'bits-stored-impossible': problem(
    'malformed',
    { stored: 'number', allocated: 'number' },
    ({ stored, allocated }) => `The file claims to store ${stored} of ${allocated} bits a sample.`,
  ),
  'colour-table-missing': problem('malformed', 'The film needs a colour table that the file does not hold.'),
  'lookup-table-bits': problem(
    'malformed',
    { bits: 'number' },
    ({ bits }) => `A lookup table of the film claims ${bits} bits an entry.`,
  ),
  'lookup-table-short': problem('malformed', 'A lookup table of the film is shorter than it claims.'),
  'rescale-too-large': problem(
    'malformed',
    'The rescale of the film makes its values larger than numbers can be; export the film again from its source.',
  ),

  // pixel data
  'native-short': problem('malformed', 'The file holds fewer pixels than its rows, columns and frames need.'),
  'native-in-parts': problem(
    'malformed',
    'The file says that its image is not compressed, but stores it as if it were.',
  ),
  'parts-unassigned': problem(
    'malformed',
    'The file does not say which part of its image data belongs to which frame.',
  ),
  'parts-out-of-order': problem('malformed', 'The compressed image is damaged: its parts do not follow one another.'),
  'parts-too-many': problem('malformed', 'The compressed image has more parts than any image has.'),
  'parts-overlap': problem('malformed', 'The compressed image is damaged: its parts overlap.'),
  'parts-other-count': problem(
    'malformed',
    { count: 'number', expected: 'number' },
    ({ count, expected }) => `The compressed image has ${count} parts where its pixels need ${expected}.`,
  ),
  'syntax-unsupported': problem(
    'unsupported-transfer-syntax',
    { syntax: 'string' },
    ({ syntax }) =>
      `The image is compressed in a way that the program cannot decode (transfer syntax ${syntax}); export it uncompressed.`,
  ),
  'syntax-unreadable': problem(
    'unsupported-transfer-syntax',
    'The image is compressed in a way that the program cannot decode; export it uncompressed.',
  ),
  'stream-of-other-kind': problem(
    'malformed',
    { kind: ['JPEG', 'JPEG 2000', 'JPEG XL'] },
    ({ kind }) => `The image is said to be ${kind}, but it is not.`,
  ),
  'stream-start-damaged': problem('malformed', 'The compressed image is damaged near its start.'),
  'stream-header-truncated': problem('truncated', 'The compressed image ends in its own header.'),
  'stream-truncated': problem('truncated', 'The compressed image ends too early, so part of the film is missing.'),
  'stream-of-other-size': problem(
    'malformed',
    'The compressed image has another size or number of colours than the file says.',
  ),
  'stream-bits': problem(
    'unsupported-format',
    { bits: 'number', most: 'number' },
    ({ bits, most }) =>
      `The compressed image has ${bits} bits a sample; the program opens up to ${most}. Export it uncompressed.`,
  ),
  'stream-colours-unlike': problem(
    'unsupported-format',
    'The colours of the compressed image differ in size or depth; export it uncompressed.',
  ),
  'stream-with-channels': problem(
    'unsupported-format',
    'The compressed image has channels beside its colours; export it uncompressed.',
  ),
  'stream-turned': problem('unsupported-format', 'The compressed image lies on its side; export it uncompressed.'),
  'stream-moving': problem(
    'unsupported-format',
    'The compressed image has a preview or moves; export it uncompressed.',
  ),
  'stream-damaged': problem('malformed', 'The compressed image is damaged and cannot be decoded.'),
  'raster-too-large': problem(
    'too-large',
    { millions: 'number' },
    ({ millions }) => `The image is larger than the program opens (${millions} million pixels).`,
  ),
  'raster-truncated': problem(
    'truncated',
    'The image file ends too early, so part of the film is missing; copy it again from its source.',
  ),
  'raster-damaged': problem('malformed', 'The image file is damaged and cannot be decoded.'),
  'picture-kind': problem(
    'unsupported-format',
    { kind: ['TIFF', 'JPEG', 'BMP'], found: 'string' },
    ({ kind, found }) =>
      `This kind of ${kind} is not opened (${found}); save the film as PNG, or better take the DICOM file.`,
  ),
  'decoding-too-slow': problem(
    'time-limit',
    'Decoding this file took too long and was given up; leave it out or save it again from its source.',
  ),
  'decoding-too-greedy': problem(
    'too-large',
    'Decoding this file needs more memory than it may have; leave it out or save it smaller.',
  ),
  'decoding-stopped': problem(
    'malformed',
    'Decoding this file stopped its decoder; the file is damaged or not what it says it is.',
  ),

  // collections of films
  'dicomdir-too-long': problem(
    'too-large',
    { most: 'number' },
    ({ most }) => `The DICOMDIR lists more than ${most} films; open their folder instead.`,
  ),
  'dicomdir-name-impossible': problem(
    'malformed',
    'The DICOMDIR names a file that cannot be; open the folder instead.',
  ),
  'dicomdir-film-missing': problem(
    'not-found',
    'The DICOMDIR lists this film, but its file is not there; copy the whole disc.',
  ),
  'archive-damaged': problem('malformed', 'The archive is damaged; it is not opened.'),
  'archive-too-many-files': problem(
    'too-large',
    { most: 'number' },
    ({ most }) => `The archive holds more than ${most} files; unpack it and open the folder.`,
  ),
  'archive-unpacks-too-large': problem(
    'too-large',
    'The archive unpacks to more than a collection of films would; it is not opened.',
  ),
  'archive-disk-full': problem('disk-full', 'The disk is full; free some space and open the archive again.'),
  'archived-name-leads-out': problem(
    'malformed',
    'The name of this file leads out of the archive, as no film’s does; it is not opened. The others are.',
  ),
  'archived-file-damaged': problem('malformed', 'This file of the archive is damaged and cannot be unpacked.'),
  'archived-file-too-large': problem('too-large', 'This file of the archive is larger than 2 GiB; it is not opened.'),
  'archived-file-encrypted': problem(
    'unsupported-format',
    'This file of the archive is encrypted; unpack the archive with its password first.',
  ),
  'archived-file-packed-oddly': problem(
    'unsupported-format',
    'This file of the archive is compressed in an unusual way; unpack the archive with the program that made it.',
  ),
}
