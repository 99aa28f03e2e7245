import type { Sayings, studyProblems } from '#shared/problems/index.ts'

export const studyGerman: Sayings<typeof studyProblems> = {
  // the file
  'file-empty': 'Die Datei ist leer.',
  'file-is-none': 'Das ist keine Datei; wählen Sie eine Datei, oder öffnen Sie den Ordner im Ganzen.',
  'file-missing': 'Die Datei ist nicht da; vielleicht wurde sie verschoben oder gelöscht.',
  'file-not-openable': 'Die Datei lässt sich nicht öffnen; prüfen Sie, ob Sie sie lesen dürfen.',
  'file-read-failed':
    'Die Datei lässt sich nicht bis zu ihrem Ende lesen; vielleicht versagte der Datenträger oder das Netz.',
  'file-too-large': 'Die Datei ist größer als 2 GiB; sie wird nicht geöffnet.',
  'file-changed':
    'Die Datei wurde geändert, während sie gelesen wurde; lesen Sie sie noch einmal, wenn sie fertig geschrieben ist.',
  'film-of-other-content':
    'In dieser Datei liegt eine andere Aufnahme als eben noch; lassen Sie die Dateien, wie sie sind, und beginnen Sie noch einmal.',
  'format-unknown': 'Das ist kein Bild, das das Programm kennt; es öffnet DICOM, PNG, JPEG, TIFF, WebP und BMP.',
  'frames-none': 'In dieser Datei ist kein Bild.',
  'frame-missing': ({ frame, frames }) =>
    `Die Datei hat ${frames === 1 ? 'ein einziges Bild' : `${frames} Bilder`}; Bild ${frame} ist nicht darunter.`,

  // size
  'size-missing': 'Die Datei sagt nicht, wie viele Zeilen und Spalten das Bild hat.',
  'pixels-too-many': ({ columns, rows, millions }) =>
    `Das Bild hat ${columns} × ${rows} Pixel; das Programm öffnet bis zu ${millions} Millionen.`,
  'frame-too-large': ({ mebibytes, most }) =>
    `Ein einziges Bild dieser Datei braucht ${mebibytes} MiB; das Programm öffnet bis zu ${most} MiB.`,
  'frames-too-many': ({ frames, most }) => `Die Datei gibt ${frames} Bilder an; das Programm öffnet bis zu ${most}.`,

  // the DICOM header
  'header-truncated': 'Die Datei endet mitten in ihren Kopfdaten; kopieren Sie sie noch einmal von ihrem Ursprung.',
  'header-too-large':
    'Die Kopfdaten der Datei sind umfangreicher als die irgendeiner Aufnahme; sie wird nicht geöffnet.',
  'elements-too-many': 'Die Datei hat mehr Elemente als irgendein Bild; sie wird nicht geöffnet.',
  'element-damaged': 'Die Datei ist beschädigt: Ein Element ihrer Kopfdaten lässt sich nicht lesen.',
  'deflated-too-large': 'Die komprimierte Datei wird entpackt größer als 256 MiB; sie wird nicht geöffnet.',
  'deflated-truncated': 'Die komprimierte Datei endet zu früh; kopieren Sie sie noch einmal von ihrem Ursprung.',
  'deflated-damaged': 'Die komprimierte Datei ist beschädigt und lässt sich nicht entpacken.',
  'image-none':
    'Diese DICOM-Datei enthält kein Bild; vielleicht ist sie ein Bericht, ein Dokument oder ein Presentation State.',
  'image-not-begun': 'Die Datei endet, bevor ihr Bild beginnt; kopieren Sie sie noch einmal von ihrem Ursprung.',
  'image-truncated': 'Die Datei endet mitten in ihrem Bild; kopieren Sie sie noch einmal von ihrem Ursprung.',
  'samples-unsupported': ({ samples }) =>
    `Das Bild hat ${samples} Werte je Pixel; das Programm öffnet Graustufenbilder und Bilder mit drei Farben.`,
  'bits-allocated-impossible': ({ bits }) => `Die Datei gibt ${bits} Bit je Wert an; das hat kein Bild dieser Art.`,
  'bits-stored-impossible': ({ stored, allocated }) =>
    `Die Datei gibt an, ${stored} von ${allocated} Bit je Wert zu belegen.`,
  'colour-table-missing': 'Die Aufnahme braucht eine Farbtabelle, die der Datei fehlt.',
  'lookup-table-bits': ({ bits }) => `Eine Wertetabelle (LUT) der Aufnahme gibt ${bits} Bit je Eintrag an.`,
  'lookup-table-short': 'Eine Wertetabelle (LUT) der Aufnahme ist kürzer, als sie angibt.',
  'rescale-too-large':
    'Die Umrechnung (Rescale) macht die Werte der Aufnahme größer, als Zahlen sein können; exportieren Sie die Aufnahme noch einmal von ihrem Ursprung.',

  // pixel data
  'native-short': 'Die Datei enthält weniger Pixel, als ihre Zeilen, Spalten und Bilder brauchen.',
  'native-in-parts':
    'Die Datei sagt, dass ihr Bild nicht komprimiert ist, speichert es aber, als ob es komprimiert wäre.',
  'parts-unassigned': 'Die Datei sagt nicht, welcher Teil ihrer Bilddaten zu welchem Bild gehört.',
  'parts-out-of-order': 'Das komprimierte Bild ist beschädigt: Seine Teile folgen nicht aufeinander.',
  'parts-too-many': 'Das komprimierte Bild hat mehr Teile als irgendein Bild.',
  'parts-overlap': 'Das komprimierte Bild ist beschädigt: Seine Teile überschneiden sich.',
  'parts-other-count': ({ count, expected }) =>
    `Das komprimierte Bild hat ${count} Teile, wo seine Pixel ${expected} brauchen.`,
  'syntax-unsupported': ({ syntax }) =>
    `Das Bild ist auf eine Art komprimiert, die das Programm nicht dekodieren kann (Transfersyntax ${syntax}); exportieren Sie es unkomprimiert.`,
  'syntax-unreadable':
    'Das Bild ist auf eine Art komprimiert, die das Programm nicht dekodieren kann; exportieren Sie es unkomprimiert.',
  'stream-of-other-kind': ({ kind }) => `Das Bild soll ${kind} sein, ist es aber nicht.`,
  'stream-start-damaged': 'Das komprimierte Bild ist nahe seinem Anfang beschädigt.',
  'stream-header-truncated': 'Das komprimierte Bild endet schon in seinen eigenen Kopfdaten.',
  'stream-truncated': 'Das komprimierte Bild endet zu früh, darum fehlt ein Teil der Aufnahme.',
  'stream-of-other-size': 'Das komprimierte Bild hat eine andere Größe oder Zahl von Farben, als die Datei sagt.',
  'stream-bits': ({ bits, most }) =>
    `Das komprimierte Bild hat ${bits} Bits je Wert; das Programm öffnet bis zu ${most}. Exportieren Sie es unkomprimiert.`,
  'stream-colours-unlike':
    'Die Farben des komprimierten Bilds unterscheiden sich in Größe oder Tiefe; exportieren Sie es unkomprimiert.',
  'stream-with-channels': 'Das komprimierte Bild hat Kanäle neben seinen Farben; exportieren Sie es unkomprimiert.',
  'stream-turned': 'Das komprimierte Bild liegt auf der Seite; exportieren Sie es unkomprimiert.',
  'stream-moving': 'Das komprimierte Bild hat ein Vorschaubild oder bewegt sich; exportieren Sie es unkomprimiert.',
  'stream-damaged': 'Das komprimierte Bild ist beschädigt und lässt sich nicht dekodieren.',
  'raster-too-large': ({ millions }) => `Das Bild ist größer, als das Programm öffnet (${millions} Millionen Pixel).`,
  'raster-truncated':
    'Die Bilddatei endet zu früh, darum fehlt ein Teil der Aufnahme; kopieren Sie sie noch einmal von ihrem Ursprung.',
  'raster-damaged': 'Die Bilddatei ist beschädigt und lässt sich nicht dekodieren.',
  'picture-kind': ({ kind, found }) =>
    `Diese Art von ${kind} wird nicht geöffnet (${found}); speichern Sie die Aufnahme als PNG, oder nehmen Sie besser die DICOM-Datei.`,
  'decoding-too-slow':
    'Diese Datei zu dekodieren dauerte zu lange und wurde aufgegeben; lassen Sie sie aus, oder speichern Sie sie an ihrem Ursprung neu.',
  'decoding-too-greedy':
    'Diese Datei zu dekodieren braucht mehr Speicher, als dafür da ist; lassen Sie sie aus, oder speichern Sie sie kleiner.',
  'decoding-stopped': 'An dieser Datei brach der Dekoder ab; sie ist beschädigt oder nicht, was sie zu sein vorgibt.',

  // collections of films
  'dicomdir-too-long': ({ most }) =>
    `Das DICOMDIR führt mehr als ${most} Aufnahmen auf; öffnen Sie stattdessen ihren Ordner.`,
  'dicomdir-name-impossible':
    'Das DICOMDIR nennt eine Datei, die es nicht geben kann; öffnen Sie stattdessen den Ordner.',
  'dicomdir-film-missing':
    'Das DICOMDIR führt diese Aufnahme auf, aber ihre Datei fehlt; kopieren Sie den ganzen Datenträger.',
  'archive-damaged': 'Das Archiv ist beschädigt; es wird nicht geöffnet.',
  'archive-too-many-files': ({ most }) =>
    `Das Archiv enthält mehr als ${most} Dateien; entpacken Sie es, und öffnen Sie den Ordner.`,
  'archive-unpacks-too-large':
    'Das Archiv wird entpackt größer als eine Sammlung von Aufnahmen; es wird nicht geöffnet.',
  'archive-disk-full': 'Der Datenträger ist voll; schaffen Sie Platz, und öffnen Sie das Archiv noch einmal.',
  'archived-name-leads-out':
    'Der Name dieser Datei führt aus dem Archiv hinaus, wie der keiner Aufnahme; sie wird nicht geöffnet. Die anderen schon.',
  'archived-file-damaged': 'Diese Datei des Archivs ist beschädigt und lässt sich nicht entpacken.',
  'archived-file-too-large': 'Diese Datei des Archivs ist größer als 2 GiB; sie wird nicht geöffnet.',
  'archived-file-encrypted':
    'Diese Datei des Archivs ist verschlüsselt; entpacken Sie das Archiv erst mit seinem Kennwort.',
  'archived-file-packed-oddly':
    'Diese Datei des Archivs ist auf ungewöhnliche Art komprimiert; entpacken Sie das Archiv mit dem Programm, das es gemacht hat.',
}
