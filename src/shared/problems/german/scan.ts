import type { Sayings, scanProblems } from '#shared/problems/index.ts'

export const scanGerman: Sayings<typeof scanProblems> = {
  'scan-stopped': 'Der Durchgang wurde angehalten; er lässt sich fortsetzen.',
  'scan-folder-gone':
    'Der Ordner ist nicht mehr da; vielleicht wurde ein Laufwerk abgezogen. Was bisher gelesen wurde, bleibt: Bringen Sie ihn zurück, dann setzen Sie fort.',
  'scan-of-file': 'Durchsehen lässt sich ein Ordner; eine einzelne Datei öffnen Sie unter „Befunden“.',
  'scan-unknown': 'Diesen Durchgang gibt es nicht mehr; die Liste zeigt, welche es gibt.',
  'scan-without-rest': 'Von diesem Durchgang ist nichts aufgehoben; sehen Sie den Ordner noch einmal durch.',
  'scan-rows-elsewhere':
    'Die Zeilen dieses Durchgangs stehen in seinem Bericht und nicht im Programm; öffnen Sie den Bericht, oder sehen Sie den Ordner hier durch.',
  'scan-rows-gone': 'Die aufgehobenen Zeilen dieses Durchgangs sind nicht mehr da; sehen Sie den Ordner neu durch.',
  'scan-rows-damaged': 'Die aufgehobenen Zeilen dieses Durchgangs sind beschädigt; sehen Sie den Ordner neu durch.',
  'scan-running': 'Dieser Durchgang ist noch im Gang; halten Sie ihn erst an.',
  'scan-hash-key-damaged':
    'Der Schlüssel, mit dem Patienten-IDs gehasht werden, ist beschädigt; sehen Sie den Ordner ohne gehashte IDs durch.',
  'scan-report-unnamed': 'Sagen Sie, wohin der Bericht geht: --csv FILE, oder --output FILE mit einem --format.',
  'scan-report-exists':
    'Dort liegt schon ein Bericht; wählen Sie einen anderen Namen, oder ersetzen Sie ihn (--replace).',
  'scan-unfinished':
    'Dort liegt ein unfertiger Durchgang; setzen Sie ihn fort (--resume), oder beginnen Sie von vorn (--replace).',
  'scan-nothing-to-resume': 'Dort liegt kein unfertiger Durchgang; lassen Sie --resume weg, um einen zu beginnen.',
  'scan-of-other-terms':
    'Der unfertige Durchgang begann mit anderen Angaben oder einem anderen Modell; setzen Sie ihn mit denselben fort, oder beginnen Sie von vorn (--replace).',
  'scan-report-shortened':
    'Der unfertige Bericht ist kürzer, als sein Protokoll sagt; beginnen Sie von vorn (--replace).',
  'scan-journal-damaged': 'Das Protokoll des unfertigen Durchgangs ist beschädigt; beginnen Sie von vorn (--replace).',
  'scan-report-in-use':
    'Ein anderer Durchgang schreibt diesen Bericht; warten Sie, bis er fertig ist, oder wählen Sie einen anderen Ort.',
  'scan-report-disk-full':
    'Der Datenträger des Berichts ist voll. Was bisher gelesen wurde, bleibt: Schaffen Sie Platz, dann setzen Sie fort.',
  'scan-report-not-writable':
    'Der Bericht lässt sich dort nicht schreiben; prüfen Sie, ob es den Ordner gibt und ob Sie dort schreiben dürfen.',
}
