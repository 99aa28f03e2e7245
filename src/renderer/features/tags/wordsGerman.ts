import type { Translation } from '#renderer/base/language/index.ts'
import type { TagWords } from './words.ts'

export const german: Translation<TagWords> = {
  title: 'DICOM-Kopf',
  lead: 'Was die Datei von sich sagt, Element für Element. Lange Werte sind gekürzt.',
  search: 'Nach Nummer, Name oder Wert suchen',
  loading: 'Der Kopf wird gelesen…',
  none: 'Diese Datei ist kein DICOM und hat keinen Kopf.',
  tag: 'Element',
  name: 'Name',
  value: 'Wert',
  private: 'privat',
  count: (found, all, most) => `${found} von ${all} Elementen${found > most ? `, die ersten ${most} gezeigt` : ''}`,
}
