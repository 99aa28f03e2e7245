import type { Sayings, trainingProblems } from '#shared/problems/index.ts'

export const trainingGerman: Sayings<typeof trainingProblems> = {
  // folders of labelled films
  'films-folder-missing': 'Der Ordner mit den Aufnahmen ist nicht da oder lässt sich nicht lesen.',
  'films-folder-too-deep':
    'Klassenordner liegen tiefer als 20 Ebenen; rücken Sie sie nach oben, damit keine Aufnahme fehlt.',
  'films-folder-gone':
    'Ein Klassenordner verschwand während der Durchsicht; bringen Sie ihn zurück, und beginnen Sie noch einmal oder setzen Sie das Training fort.',
  'classes-too-few': 'Dieser Ordner braucht für jede Klasse einen Ordner, etwa „Fractured“ und „Non-Fractured“.',
  'class-without-fracture-unclear':
    'Genau ein Ordner muss nach Aufnahmen ohne Fraktur benannt sein, etwa „Non-Fractured“ oder „Normal“.',
  'class-empty': ({ name }) => `Einer der Ordner für eine Klasse ist leer (${name}).`,
  'class-unreadable': ({ name }) => `In einem der Ordner für eine Klasse ließ sich keine Aufnahme lesen (${name}).`,
  'film-in-two-classes': 'Dieselbe Aufnahme liegt in zwei Klassen; lassen Sie sie nur in der richtigen.',
  'film-elsewhere': 'Diese Aufnahme liegt nicht im Ordner mit den Aufnahmen.',
  'film-unreadable-by-now': 'Diese Datei lässt sich nicht mehr lesen; prüfen Sie, ob sie noch da ist.',
  'group-pattern-invalid':
    'Das Muster für Gruppen ist kein regulärer Ausdruck, der hier gilt (Vorausschau und Rückverweise gelten nicht); ein Beispiel ist „^(patient\\d+)_“.',
  'inspection-ended': 'Die Durchsicht der Aufnahmen wurde beendet.',
  'inspection-picture-gone': 'Dieses Bild ist nicht mehr aufgehoben; sehen Sie die Aufnahmen noch einmal an.',

  // manifests
  'manifest-missing': 'Das Manifest der Aufnahmen ist nicht da oder lässt sich nicht lesen.',
  'manifest-too-large': 'Das Manifest ist größer, als es für Aufnahmen nötig ist; teilen Sie es auf.',
  'manifest-no-table': 'Das Manifest ist keine CSV-Tabelle mit denselben Spalten in jeder Zeile.',
  'manifest-empty': 'Das Manifest hat unter seinen Überschriften keine Zeilen.',
  'manifest-without-columns': 'Das Manifest braucht Überschriften mit den Spalten „file“ und „label“.',
  'manifest-labels-too-few':
    'Das Manifest braucht mindestens zwei verschiedene Werte unter „label“, darunter einen für Aufnahmen ohne Fraktur, etwa „normal“ oder 0.',
  'manifest-label-without-fracture-missing':
    'Ein Wert unter „label“ im Manifest muss für Aufnahmen ohne Fraktur stehen, etwa „normal“, „no fracture“ oder 0.',
  'manifest-line-incomplete': 'In einer Zeile des Manifests fehlt die Datei oder ihr Wert unter „label“.',
  'manifest-line-twice':
    'Eine Zeile des Manifests nennt eine Datei zum zweiten Mal; lassen Sie eine der beiden Zeilen weg.',
  'manifest-line-other-split':
    'In einer Zeile des Manifests steht unter „split“ etwas anderes als train, val oder test; füllen Sie die Spalte für alle Aufnahmen aus oder für keine.',

  // corrected labels
  'labels-of-one-kind':
    'Mit diesen Berichtigungen wären alle Aufnahmen von einer Art; ein Training braucht Aufnahmen mit und ohne Fraktur.',
  'labels-class-unknown': ({ name }) =>
    `Diese Aufnahmen haben keine Klasse „${name}“; sehen Sie sie noch einmal an und berichtigen Sie sie dort.`,

  // splits
  'split-missing': 'Die Datei mit der Aufteilung ist nicht da oder lässt sich nicht lesen.',
  'split-not-writable': 'Die Aufteilung lässt sich dort nicht schreiben; wählen Sie einen anderen Ort.',
  'split-no-table': 'Die Aufteilung ist keine CSV-Tabelle mit den Spalten „file“ und „split“.',
  'split-incomplete': ({ missing, films }) =>
    `In der Aufteilung fehlen ${missing} von ${films} Aufnahmen; machen Sie eine neue.`,
  'split-line-without-part':
    'In einer Zeile der Aufteilung steht unter „split“ weder train noch validation noch holdout.',
  'split-of-other-films':
    'Die Aufteilung wurde für andere Aufnahmen gemacht: Eine Datei desselben Namens hat jetzt einen anderen Inhalt. Machen Sie eine neue.',
  'parts-leak':
    'Die Teile, in denen diese Aufnahmen kamen, haben ein Leck: Dieselbe Aufnahme, fast gleiche oder solche eines Patienten liegen in mehreren Teilen, sodass die Zahlen zu gut würden. ' +
    'Die Durchsicht der Aufnahmen zeigt, welche es sind. Machen Sie eine neue Aufteilung, oder lassen Sie das Leck zu; der Bericht sagt es dann.',
  'films-too-few':
    'Das sind zu wenige Aufnahmen, oder solche von zu wenigen unabhängigen Patienten, um zu trainieren und ehrlich zu prüfen. ' +
    'Etwa zwanzig Aufnahmen jeder Klasse von verschiedenen Patienten sind das Mindeste.',
  'column-missing': ({ column }) =>
    `Keine Aufnahme hat eine Spalte „${column}“; Spalten sind die des Manifests neben „file“ und „label“.`,
  'fit-of-many-classes':
    'Nur ein Modell mit zwei Klassen, Fraktur und keine Fraktur, lässt sich an einen Ort anpassen.',
  'films-not-named':
    'Sagen Sie, welche Aufnahmen gemeint sind: ein Ordner, ein Manifest (CSV) oder die beurteilten der Aufnahmenliste (--reviewed).',
  'films-none-reviewed':
    'In der Aufnahmenliste ist noch nichts beurteilt; beantworten Sie „Was sehen Sie?“ unter einer Aufnahme, oder markieren Sie die Fraktur.',
  'film-changed-since-labelled':
    'Die Datei enthält etwas anderes als bei der Beurteilung; öffnen Sie sie und sagen Sie noch einmal, was Sie sehen.',
  'fit-films-too-few': ({ films, fractured, fewest, fewestOfAKind }) =>
    `Zum Anpassen braucht es mindestens ${fewest} Aufnahmen, mit denen das Modell nicht trainiert wurde, ${fewestOfAKind} jeder Art; ` +
    `es sind ${films}, davon ${fractured} mit Fraktur.`,
  'fit-tells-nothing':
    'Das Modell unterscheidet auf diesen Aufnahmen Frakturen nicht von anderen; so lässt sich nichts anpassen. Prüfen Sie die Klassen: Sie ' +
    'sind vielleicht vertauscht. Stimmen sie, trainieren Sie mit diesen Aufnahmen.',
  'marks-too-few': ({ count, needed }) =>
    `Um zu lernen, wo Frakturen sind, braucht es Markierungen auf mindestens ${needed} Aufnahmen mit Fraktur; es sind ${count}. ` +
    'Markieren Sie mehr Aufnahmen, oder trainieren Sie nur mit den Klassen.',
  'marks-of-too-few-groups':
    'Alle Markierungen, aus denen gelernt werden könnte, gehören zu einer Person oder Gruppe; wenn deren Aufnahmen beurteilt werden, bleibt nichts zum Lernen. ' +
    'Markieren Sie Aufnahmen von mehr Personen, oder trainieren Sie nur mit den Klassen.',
  'curve-films-too-few':
    'Für eine Lernkurve haben die Teile der Aufnahmen oder die zurückgehaltenen Aufnahmen zu wenige jeder Klasse.',
  'curve-marks-too-few': 'Für eine Lernkurve haben die Teile der Aufnahmen zu wenige markierte Aufnahmen.',
  'groups-too-few-to-compare':
    'Ein Vergleich braucht Aufnahmen mit Fraktur von mindestens zwei Patienten, und ebenso Aufnahmen ohne Fraktur.',
  'films-of-one-kind': 'Es braucht Aufnahmen mit und ohne Fraktur, und von einer Art ließ sich keine lesen.',
  'holdout-of-one-kind': 'Unter den zurückgehaltenen Aufnahmen müssen solche mit und ohne Fraktur sein.',
  'estimate-without-films':
    'Von den Aufnahmen, die versucht wurden, ließ sich keine lesen; sehen Sie sich erst den Ordner an.',

  // runs
  'training-unnamed':
    'Nennen Sie den Ordner mit den Aufnahmen oder ein Training, das fortgesetzt werden soll (--resume RUN).',
  'training-cancelled':
    'Das Training wurde angehalten. Was bisher berechnet wurde, bleibt, und das Training lässt sich fortsetzen.',
  'training-ended-early': 'Das Training wurde beendet, bevor es begann.',
  'training-diverged':
    'Das Training ist entgleist: Sein Verlust ist keine Zahl mehr. Versuchen Sie es mit einer kleineren Lernrate.',
  'starting-weights-missing':
    'Die Datei mit den Gewichten, von denen das Training ausgehen soll, ist nicht da oder lässt sich nicht lesen.',
  'starting-weights-too-large':
    'Die Datei mit den Gewichten, von denen das Training ausgehen soll, ist größer, als ein ResNet-18 sein kann.',
  'run-unknown': 'Dieses Training gibt es hier nicht; vielleicht wurde es gelöscht.',
  'run-exported-already': 'Dieses Training ist schon in diesem Ordner. Nennen Sie einen anderen Ordner.',
  'run-complete': 'Dieses Training ist fertig und hat sein Modell.',
  'run-under-way': 'Dieses Training läuft noch, hier oder in einem anderen Programm; warten Sie, bis es endet.',
  'run-of-another-version':
    'Dieses Training stammt von einer anderen Version des Programms und lässt sich nicht fortsetzen. Beginnen Sie ein neues.',
  'run-of-other-films':
    'Dieses Training begann mit anderen Aufnahmen oder Einstellungen und lässt sich mit diesen nicht fortsetzen. Beginnen Sie ein neues.',
  'run-damaged': 'Was von diesem Training aufgehoben wurde, ist beschädigt; beginnen Sie ein neues.',
  'cache-disk-full':
    'Was aus den Aufnahmen berechnet wird, passt nicht auf den Datenträger mit den Daten des Programms; schaffen Sie Platz, und setzen Sie das Training fort.',
  'cache-lost':
    'Was aus den Aufnahmen berechnet wurde, ist weg oder beschädigt und wurde nicht benutzt; setzen Sie das Training fort, dann wird es noch einmal berechnet.',
  'run-disk-full':
    'Der Datenträger ist voll. Das Training bleibt, wie es nach seiner letzten Epoche war; schaffen Sie Platz, und setzen Sie es fort.',
}
