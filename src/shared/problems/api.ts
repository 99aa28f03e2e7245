import { problem } from './entry.ts'

/** The HTTP API: who asks, for what, and how. */
export const apiProblems = {
  'api-key-refused': problem(
    'not-authorised',
    'This needs a valid key that is neither revoked nor expired: Authorization: Bearer KEY.',
  ),
  'api-scope-missing': problem(
    'not-allowed',
    { scope: 'string' },
    ({ scope }) => `This key may not do that; it needs the scope "${scope}".`,
  ),
  'api-too-many-requests': problem(
    'too-many-requests',
    'Too many requests; try again after the number of seconds in Retry-After.',
  ),
  'api-busy': problem('in-use', 'Other films are being read; try again after the number of seconds in Retry-After.'),
  'api-address-unknown': problem(
    'wrong-use',
    'There is nothing at this address; /v1/openapi.json lists what there is.',
  ),
  'api-method-not-allowed': problem('wrong-use', 'This address does not take this method; Allow says which.'),
  'api-media-type': problem(
    'wrong-use',
    'A film is sent as a form (multipart/form-data, part "film") or as the whole body, of a type that /v1/openapi.json lists and not compressed.',
  ),
  'api-form-broken': problem('wrong-use', 'The form must have one part, a file named "film".'),
  'api-body-broken': problem('wrong-use', 'The connection closed before the whole film arrived.'),
  'api-body-slow': problem('wrong-use', 'The film did not arrive in time; send it again.'),
  'api-film-too-large': problem(
    'too-large',
    { megabytes: 'number' },
    ({ megabytes }) => `The film is larger than the limit of ${megabytes} MiB.`,
  ),
  'api-query-not-understood': problem(
    'wrong-use',
    'What follows the "?" is not understood; /v1/openapi.json lists what there is, each at most once.',
  ),
  'api-not-one-film': problem('unsupported-format', 'Send one film at a time: this file holds several, or none.'),
  'api-frame-missing': problem(
    'frame-out-of-range',
    { frames: 'number' },
    ({ frames }) => `This film has no such frame; it has ${frames}, counted from 0.`,
  ),
  'api-evidence-gone': problem('not-found', 'This picture does not exist or has expired; read the film again.'),
  'api-key-unknown': problem('not-found', 'There is no key with this id; "fractureguard keys list" lists them.'),
  'api-key-misnamed': problem('wrong-use', 'A key needs a name of 1 to 100 characters and at least one scope.'),
  'api-keys-in-use': problem('in-use', 'Another program is changing the keys; try again.'),
  'api-keys-damaged': problem(
    'not-readable',
    'The key file is damaged, so no key is accepted. Delete api-keys.json in the data folder and create new keys.',
  ),
  'api-host-unprotected': problem(
    'wrong-use',
    'Beyond this machine films and keys would travel unencrypted: give --tls-cert and --tls-key, or --behind-proxy where a proxy encrypts.',
  ),
  'api-certificate-unusable': problem(
    'wrong-use',
    'Certificate and key cannot be used; both must be readable, in PEM, and belong together.',
  ),
}
