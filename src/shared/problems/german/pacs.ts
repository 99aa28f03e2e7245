import type { pacsProblems, Sayings } from '#shared/problems/index.ts'

export const pacsGerman: Sayings<typeof pacsProblems> = {
  'connection-unknown': 'Eine Verbindung dieses Namens gibt es nicht; „fractureguard connections“ zählt alle auf.',
  'connection-name-taken':
    'Eine Verbindung dieses Namens gibt es schon; entfernen Sie sie, oder wählen Sie einen anderen Namen.',
  'connection-impossible':
    'Das kann keine Verbindung sein. Ein DICOM-Knoten ist AETITLE@HOST:PORT, ein DICOMweb-Server eine http- oder https-Adresse; Namen haben Kleinbuchstaben, Ziffern und Striche.',
  'connection-secret-unencrypted':
    'Passwort oder Token gingen unverschlüsselt über das Netz; nehmen Sie eine https-Adresse.',
  'connection-secret-unreadable':
    'Die Datei mit Passwort oder Token ist nicht lesbar oder leer; sie darf nichts anderes enthalten.',
  'connection-secret-sealed':
    'Passwort oder Token dieser Verbindung liegt im Schlüsselspeicher eines anderen Programms oder Benutzers; entfernen Sie die Verbindung, und fügen Sie sie hier neu hinzu.',
  'connections-damaged':
    'Die Datei mit den Verbindungen ist beschädigt, darum gilt keine. Löschen Sie connections.json im Ordner für die Daten, und fügen Sie sie neu hinzu.',
  'connections-in-use': 'Ein anderes Programm ändert gerade die Verbindungen; versuchen Sie es noch einmal.',
  'pacs-unreachable':
    'Das System ist nicht zu erreichen, oder seinem Zertifikat wird nicht getraut; prüfen Sie Host, Port und Netz.',
  'pacs-refused': 'Das System lehnt die Verbindung ab; fragen Sie seinen Administrator.',
  'pacs-refused-calling':
    'Das System kennt den AE-Titel dieses Programms nicht; lassen Sie ihn eintragen, oder setzen Sie --calling.',
  'pacs-refused-called': 'Das System hört nicht auf diesen AE-Titel; prüfen Sie die Schreibweise.',
  'pacs-login-refused': 'Der Server lehnt die Anmeldung ab; prüfen Sie Benutzer, Passwort oder Token.',
  'pacs-silent': 'Das System antwortet nicht; versuchen Sie es später noch einmal.',
  'pacs-broke-off': 'Das System hat die Verbindung mittendrin beendet; versuchen Sie es noch einmal.',
  'pacs-unanswered':
    'Das System hat nicht gesagt, was hieraus geworden ist; vielleicht nimmt es diese Art von Objekt oder ihre Kompression nicht.',
  'pacs-status': ({ status }) => `Das System lehnt dies mit dem DICOM-Status ${status} ab.`,
  'pacs-web-status': ({ status }) => `Der Server lehnt dies mit dem HTTP-Status ${status} ab.`,
  'pacs-answer-damaged': 'Das System hat mit etwas geantwortet, das kein gültiges DICOM ist.',
  'pacs-answer-too-large': 'Das System hat mit mehr als 2 GiB auf einmal geantwortet.',
  'pacs-kept-other':
    'Der Server hat Erfolg gemeldet, doch was er unter dieser UID hat, ist anders als das, was gesendet wurde.',
  'pacs-not-dicom': 'Dies ist keine DICOM-Datei mit UIDs von Studie, Serie und Objekt.',
  'pacs-get-unsupported':
    'Das System gibt keine Studien über C-GET heraus; fügen Sie seine DICOMweb-Adresse als Verbindung hinzu, und holen Sie von dort.',
  'pacs-fetch-incomplete': ({ failed }) =>
    `Das System konnte ${failed === 1 ? '1 Objekt' : `${failed} Objekte`} dieser Studie nicht senden; versuchen Sie es mit seiner DICOMweb-Adresse.`,
  'pacs-study-uid': 'Dies ist keine Study Instance UID; „pacs query“ zählt die der Studien auf.',
  'pacs-study-empty': 'Das System hat keine Objekte dieser Studie.',
  'pacs-folder-not-writable':
    'In diesen Ordner lassen sich die Objekte nicht schreiben; prüfen Sie Rechte und freien Platz.',
  'node-port-not-usable': ({ port }) =>
    `An Port ${port} dieser Adresse lässt sich nicht lauschen; vielleicht hat ihn ein anderes Programm. Wählen Sie einen anderen Port oder eine andere Adresse.`,
  'node-ae-title':
    'Ein AE-Titel hat 1 bis 16 einfache Zeichen, ohne umgekehrten Schrägstrich und ohne Leerzeichen am Rand.',
  'node-nobody-allowed':
    'Nennen Sie mindestens einen AE-Titel, der Aufnahmen senden darf; von anderen nimmt der Knoten nichts an.',
  'node-in-use':
    'Ein anderer Knoten läuft mit diesem Ordner für die Daten, in einem anderen FractureGuard oder als „fractureguard node“; beenden Sie ihn zuerst.',
  'node-queue-damaged':
    'Die Warteschlange des Knotens ist nicht lesbar. Nehmen Sie den Ordner „node“ aus dem Ordner für die Daten, und starten Sie neu; ungelesene Aufnahmen müssen noch einmal gesendet werden.',
  'node-result-damaged':
    'Ein Ergebnis dieser Aufnahme ist auf dieser Platte beschädigt. Die Aufnahme wird noch einmal befundet, falls sie noch hier ist; sonst senden Sie sie noch einmal.',
}
