import type { marksProblems, Sayings } from '#shared/problems/index.ts'

export const marksGerman: Sayings<typeof marksProblems> = {
  'marks-missing': 'Die Datei oder der Ordner mit den Markierungen ist nicht da oder nicht lesbar.',
  'marks-file-too-large': 'Eine Datei mit Markierungen ist größer als 256 MiB; teilen Sie sie auf.',
  'marks-too-many': 'Das sind mehr als eine Million Markierungen; nehmen Sie weniger Aufnahmen auf einmal.',
  'marks-too-many-on-film': ({ most }) =>
    `Eine Datei mit Markierungen hat mehr als ${most} auf einer Aufnahme; das können keine Frakturen sein.`,
  'marks-on-no-film': 'Eine Datei mit Markierungen hat Zahlen, die auf keiner Aufnahme liegen können.',
  'marks-none-in-named':
    'In dem, was für Markierungen genannt wurde, sind keine: Gelesen werden COCO-JSON, eine CSV-Tabelle (file, x, y, width, height), Pascal-VOC-XML und YOLO-Texte.',
  'marks-none-here': 'Bei diesen Aufnahmen sind keine Markierungen; sagen Sie mit --marks, wo sie liegen.',
  'marks-of-one-kind':
    'Hier sind keine Klassenordner, und nach den Markierungen sind alle Aufnahmen von einer Art. Auch Aufnahmen ohne Fraktur müssen genannt sein: ein Bild ohne Annotationen, ein leerer Text, eine Zeile ohne Zahlen.',
  'marks-category-unknown':
    'Eine gewählte Kategorie gibt es unter den Markierungen nicht; sehen Sie nach den Namen, die inspect zeigt.',
  'marks-categories-unclear':
    'Die Markierungen haben mehrere Kategorien, und keiner der Namen sagt, dass sie eine Fraktur ist; wählen Sie mit --category NAME.',
  'marks-file-damaged': ({ format }) =>
    `Eine ${format}-Datei ist beschädigt: Ihr fehlt, was ihr Format verlangt. Speichern Sie sie mit ihrem Programm neu.`,
  'marks-coco-id-twice': 'Zwei Bilder einer COCO-Datei haben dieselbe id; geben Sie jedem eine eigene.',
  'marks-coco-without-image':
    'Eine Annotation einer COCO-Datei gehört zu keinem ihrer Bilder; speichern Sie sie mit allen Bildern.',
  'marks-coco-mask':
    'Eine COCO-Datei hat Pixelmasken ohne Rechtecke, die nicht gelesen werden; speichern Sie sie mit Polygonen oder Rechtecken.',
  'marks-coco-without-outline':
    'Eine Annotation einer COCO-Datei hat weder Rechteck noch Umriss; nehmen Sie sie heraus.',
  'marks-voc-declarations':
    'Eine Pascal-VOC-Datei hat Deklarationen (DOCTYPE), die nicht gelesen werden; nehmen Sie sie heraus.',
  'marks-yolo-no-shares': 'Ein YOLO-Text hat Zahlen, die keine Anteile der Aufnahme von 0 bis 1 sind.',
  'marks-yolo-line':
    'Ein YOLO-Text hat Zeilen, die weder ein Rechteck (vier Zahlen) noch ein Polygon (Paare von mindestens drei Punkten) sind; Konfidenzen müssen weggelassen werden.',
  'marks-table-uneven': 'Eine Tabelle mit Markierungen hat nicht in jeder Zeile dieselben Spalten.',
  'marks-table-line-without-film': 'Eine Zeile einer Tabelle mit Markierungen nennt keine Aufnahme.',
  'marks-table-line-answer':
    'Eine Zeile einer Tabelle mit Markierungen hat eine andere Antwort als fracture, none oder unsure.',
  'marks-table-line-number': 'Eine Zeile einer Tabelle mit Markierungen hat im Rechteck etwas anderes als eine Zahl.',
  'marks-table-line-frame': 'Eine Zeile einer Tabelle mit Markierungen hat ein Bild, das keine ganze Zahl ist.',
  'marks-table-line-polygon':
    'Eine Zeile einer Tabelle mit Markierungen hat ein Polygon ohne Paare von mindestens drei Punkten.',
  'marks-negative-side':
    'Eine Datei mit Markierungen hat ein Rechteck, das vor seinem Anfang endet; prüfen Sie, in welcher Reihenfolge die Zahlen stehen.',
  'marks-none-kept': 'In der Aufnahmenliste ist noch nichts markiert.',
}
