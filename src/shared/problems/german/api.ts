import type { apiProblems, Sayings } from '#shared/problems/index.ts'

export const apiGerman: Sayings<typeof apiProblems> = {
  'api-key-refused':
    'Das braucht einen Schlüssel, der hier bekannt, nicht widerrufen und nicht abgelaufen ist: Authorization: Bearer SCHLÜSSEL.',
  'api-scope-missing': ({ scope }) => `Dieser Schlüssel darf das nicht; er braucht den Bereich „${scope}“.`,
  'api-too-many-requests':
    'Das waren zu viele Anfragen in kurzer Zeit; versuchen Sie es nach den Sekunden in Retry-After wieder.',
  'api-busy': 'Gerade werden andere Aufnahmen gelesen; versuchen Sie es nach den Sekunden in Retry-After wieder.',
  'api-address-unknown': 'An dieser Adresse ist nichts; /v1/openapi.json führt auf, was es gibt.',
  'api-method-not-allowed': 'Diese Adresse nimmt diese Methode nicht an; Allow sagt, welche.',
  'api-media-type':
    'Eine Aufnahme kommt als Formular (multipart/form-data, Teil „film“) oder als ganzer Rumpf der Anfrage, von einem Typ, den /v1/openapi.json aufführt, und unkomprimiert.',
  'api-form-broken': 'Das Formular muss einen Teil haben, eine Datei namens „film“.',
  'api-body-broken': 'Die Verbindung wurde geschlossen, ehe die ganze Aufnahme da war.',
  'api-body-slow': 'Die Aufnahme kam nicht rechtzeitig; senden Sie sie noch einmal.',
  'api-film-too-large': ({ megabytes }) =>
    `Die Aufnahme ist größer als die ${megabytes} MiB, die hier angenommen werden.`,
  'api-query-not-understood':
    'Was auf das „?“ folgt, ist nicht verständlich; /v1/openapi.json führt auf, was es gibt, jedes höchstens einmal.',
  'api-not-one-film': 'Senden Sie eine Aufnahme auf einmal: Diese Datei enthält mehrere oder keine.',
  'api-frame-missing': ({ frames }) => `Dieses Bild hat die Aufnahme nicht; sie hat ${frames}, von 0 an gezählt.`,
  'api-evidence-gone': 'Dieses Bild gibt es nicht oder nicht mehr; lesen Sie die Aufnahme noch einmal.',
  'api-key-unknown': 'Einen Schlüssel mit dieser Kennung gibt es nicht; „fractureguard keys list“ führt alle auf.',
  'api-key-misnamed': 'Ein Schlüssel braucht einen Namen von 1 bis 100 Zeichen und mindestens einen Bereich.',
  'api-keys-in-use': 'Ein anderes Programm ändert gerade die Schlüssel; versuchen Sie es noch einmal.',
  'api-keys-damaged':
    'Die Datei der Schlüssel ist beschädigt, daher gilt keiner. Löschen Sie api-keys.json im Datenordner und legen Sie neue Schlüssel an.',
  'api-host-unprotected':
    'Über diesen Rechner hinaus gingen Aufnahmen und Schlüssel unverschlüsselt: Geben Sie --tls-cert und --tls-key an, oder --behind-proxy, wo ein Proxy verschlüsselt.',
  'api-certificate-unusable':
    'Zertifikat und Schlüssel sind nicht brauchbar; beide müssen lesbar sein, in PEM, und zusammengehören.',
}
