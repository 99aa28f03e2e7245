import type { fleetProblems, Sayings } from '#shared/problems/index.ts'

export const fleetGerman: Sayings<typeof fleetProblems> = {
  'fleet-database-unnamed':
    'Sagen Sie, welche PostgreSQL-Datenbank der Verbund nutzt: --database URL, die Variable FRACTUREGUARD_FLEET oder PGHOST und PGDATABASE.',
  'fleet-database-silent':
    'Die Datenbank des Verbunds antwortet nicht. Es ist nichts verloren: Prüfen Sie, ob sie läuft und erreichbar ist, und machen Sie dann weiter.',
  'fleet-database-refused':
    'Die Datenbank des Verbunds weist Benutzer, Passwort oder Datenbanknamen ab; prüfen Sie die URL und die PG*-Variablen.',
  'fleet-database-not-trusted':
    'Zur Datenbank des Verbunds kam keine vertrauenswürdige Verbindung zustande; prüfen Sie sslmode und sslrootcert in der URL und ihr Zertifikat.',
  'fleet-rights-missing':
    'Dieser Benutzer der Datenbank darf das nicht; docs/fleet.md führt die Rechte von „walker“, „worker“ und „reader“ auf.',
  'fleet-not-prepared':
    'Die Datenbank enthält keinen Verbund oder einen einer früheren Version; ihr Besitzer richtet ihn mit „fractureguard fleet init“ ein.',
  'fleet-of-later-version':
    'Der Verbund wurde von einer späteren Version des Programms eingerichtet; nutzen Sie auch hier diese Version.',
  'fleet-database-failed': ({ state }) =>
    `Die Datenbank des Verbunds meldet einen Fehler, den niemand vorausgesehen hat, SQLSTATE ${state}.`,
  'fleet-scan-unknown': 'Der Verbund hat keinen Durchgang dieses Namens; „fractureguard fleet status“ führt alle auf.',
  'fleet-scan-of-other-terms':
    'Der Verbund hat einen Durchgang dieses Namens mit anderer Quelle, anderen Optionen oder anderem Modell; wählen Sie einen anderen Namen.',
  'fleet-scan-cancelled':
    'Dieser Durchgang wurde abgebrochen; beginnen Sie einen unter anderem Namen, oder entfernen Sie ihn vorher.',
  'fleet-scan-unfinished':
    'Dieser Durchgang ist nicht vollständig; warten Sie, oder geben Sie --partial an, um die vorhandenen Zeilen zu erhalten.',
  'fleet-scan-not-at-rest': 'Dieser Durchgang ist nicht vollständig; brechen Sie ihn ab, bevor er entfernt wird.',
  'fleet-export-unnamed': 'Sagen Sie, wohin die Zeilen gehen: entweder --csv FILE oder --parquet FILE.',
  'fleet-remove-unsaid': 'Das löscht den Durchgang mit allen Zeilen; mit --yes geschieht es.',
  'fleet-walked-elsewhere':
    'Ein anderer Prozess geht die Quelle dieses Durchgangs schon durch; einer genügt. Dieser hat aufgehört.',
  'fleet-walk-stopped': 'Die Suche nach Aufnahmen wurde angehalten. Derselbe Befehl setzt sie fort.',
  'fleet-source-gone':
    'Der Ordner des Durchgangs ist von diesem Rechner aus nicht zu sehen. Bringen Sie das Laufwerk zurück, oder bilden Sie den Pfad ab (--map VON=NACH); die Aufnahmen wurden zurückgegeben, und es wird wieder versucht.',
  'fleet-map-impossible': 'Eine Abbildung besteht aus zwei absoluten Pfaden: --map /aufnahmen=/mnt/aufnahmen.',
  'fleet-source-impossible':
    'Die Quelle ist ein Ordner oder die http(s)-Adresse eines DICOMweb-Archivs mit der Abfrage seiner Studien, ohne Benutzer und Passwort: https://archiv/dicom-web?StudyDate=20240101-20241231.',
  'fleet-archive-silent':
    'Das DICOMweb-Archiv antwortet nicht. Es ist nichts verloren: Prüfen Sie, ob es läuft und erreichbar ist, und machen Sie dann weiter.',
  'fleet-archive-origin':
    'Was Archive über den Fragenden erfahren (FRACTUREGUARD_DICOMWEB_AUTHORIZATION), ist für eines von ihnen. Sagen Sie, für welches, etwa FRACTUREGUARD_DICOMWEB_ORIGIN=https://archiv:8443, und starten Sie neu.',
  'fleet-archive-unencrypted':
    'Was das Archiv über den Fragenden erfährt, würde unverschlüsselt übertragen; nehmen Sie eine https-Adresse.',
  'fleet-archive-refused': ({ status }) => `Das DICOMweb-Archiv weist das mit dem HTTP-Status ${status} ab.`,
  'fleet-archive-answer': 'Das DICOMweb-Archiv hat mit etwas geantwortet, das kein DICOM ist.',
  'fleet-archive-without-offset':
    'Das DICOMweb-Archiv gibt dieselbe Seite seiner Liste noch einmal, der Rest ist so nicht erreichbar; engen Sie die Abfrage ein.',
  'fleet-film-too-large': 'Die Aufnahme ist größer als 512 MiB; so große werden aus einem Archiv nicht geholt.',
  'fleet-film-ends-workers':
    'Zwei Arbeitsprozesse endeten, während sie nur diese Aufnahme lasen; sie wird nicht noch einmal versucht.',
  'fleet-model-unknown': 'Die Datenbank enthält das Modell dieses Durchgangs nicht.',
  'fleet-model-changed':
    'Das Modell in der Datenbank ist nicht das, das versiegelt wurde; mit ihm wird nichts gelesen.',
  'fleet-engine-untested':
    'Dieses Rechenwerk hat seinen Selbsttest auf diesem Rechner nicht bestanden und darf daher nicht für einen Verbund lesen; „fractureguard doctor“ sagt, warum.',
}
