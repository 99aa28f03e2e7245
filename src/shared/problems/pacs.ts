import { problem } from './entry.ts'

/** PACS connections, and what other systems answer. */
export const pacsProblems = {
  'connection-unknown': problem(
    'not-found',
    'There is no connection with this name; "fractureguard connections" lists them.',
  ),
  'connection-name-taken': problem(
    'wrong-use',
    'A connection with this name exists; remove it first, or choose another name.',
  ),
  'connection-impossible': problem(
    'wrong-use',
    'This cannot be a connection. A DICOM node is AETITLE@HOST:PORT, a DICOMweb server an http or https address; names have lower-case letters, digits and dashes.',
  ),
  'connection-secret-unencrypted': problem(
    'wrong-use',
    'The password or token would travel unencrypted; use an https address.',
  ),
  'connection-secret-unreadable': problem(
    'not-readable',
    'The file with the password or token cannot be read or is empty; it must hold nothing else.',
  ),
  'connection-secret-sealed': problem(
    'not-allowed',
    'The password or token of this connection is in the key store of another program or user; remove the connection and add it again here.',
  ),
  'connections-damaged': problem(
    'not-readable',
    'The file of connections is damaged, so none is used. Delete connections.json in the data folder and add them again.',
  ),
  'connections-in-use': problem('in-use', 'Another program is changing the connections; try again.'),
  'pacs-unreachable': problem(
    'interrupted',
    'The system cannot be reached, or its certificate is not trusted; check host, port and network.',
  ),
  'pacs-refused': problem('not-readable', 'The system refuses the connection; ask its administrator.'),
  'pacs-refused-calling': problem(
    'not-readable',
    'The system does not know this program’s AE title; ask its administrator to add it, or set --calling.',
  ),
  'pacs-refused-called': problem('not-readable', 'The system does not answer to this AE title; check its spelling.'),
  'pacs-login-refused': problem('not-readable', 'The server refuses the login; check user, password or token.'),
  'pacs-silent': problem('time-limit', 'The system does not answer; try again later.'),
  'pacs-broke-off': problem('interrupted', 'The system ended the connection in the middle; try again.'),
  'pacs-unanswered': problem(
    'interrupted',
    'The system did not say what became of this; it may not take this kind of object or its compression.',
  ),
  'pacs-status': problem(
    'not-readable',
    { status: 'string' },
    ({ status }) => `The system refuses this with DICOM status ${status}.`,
  ),
  'pacs-web-status': problem(
    'not-readable',
    { status: 'number' },
    ({ status }) => `The server refuses this with HTTP status ${status}.`,
  ),
  'pacs-answer-damaged': problem('malformed', 'The system answered with something that is not valid DICOM.'),
  'pacs-answer-too-large': problem('too-large', 'The system answered with more than 2 GiB at once.'),
  'pacs-kept-other': problem(
    'malformed',
    'The server said success, but what it keeps under this UID differs from what was sent.',
  ),
  'pacs-not-dicom': problem('unsupported-format', 'This is not a DICOM file with study, series and object UIDs.'),
  'pacs-get-unsupported': problem(
    'wrong-use',
    'The system gives no studies over C-GET; add its DICOMweb address as a connection and fetch from that.',
  ),
  'pacs-fetch-incomplete': problem(
    'interrupted',
    { failed: 'number' },
    ({ failed }) =>
      `The system could not send ${failed} ${failed === 1 ? 'object' : 'objects'} of this study; try its DICOMweb address.`,
  ),
  'pacs-study-uid': problem('wrong-use', 'This is not a Study Instance UID; "pacs query" lists those of studies.'),
  'pacs-study-empty': problem('not-found', 'The system has no objects of this study.'),
  'pacs-folder-not-writable': problem(
    'not-writable',
    'The objects cannot be written into that folder; check its permissions and the free space.',
  ),
  'node-port-not-usable': problem(
    'not-readable',
    { port: 'number' },
    ({ port }) =>
      `Nothing can listen at port ${port} of this address; another program may have it. Choose another port or address.`,
  ),
  'node-ae-title': problem(
    'wrong-use',
    'An AE title has 1 to 16 plain characters, without backslash and without blanks at its ends.',
  ),
  'node-nobody-allowed': problem(
    'wrong-use',
    'Name at least one AE title that may send films; the node takes nothing from others.',
  ),
  'node-in-use': problem(
    'in-use',
    'Another node is running on this data folder, in another FractureGuard or as "fractureguard node"; stop it first.',
  ),
  'node-queue-damaged': problem(
    'not-readable',
    'The queue of the node cannot be read. Move the folder "node" out of the data folder and start again; films that were not read must be sent again.',
  ),
  'node-result-damaged': problem(
    'not-readable',
    'A result of this film is damaged on this disk. The film is read again if it is still here; if it is not, send it again.',
  ),
}
