import { createHmac } from 'node:crypto'

/** Who a film is of, as far as its file says so. Two files of one patient say the same. */
export type Patient = { id: string; issuer: string; name: string; born: string; study: string }

/** All that takes the place of what identifies. It follows from a key that stays here, so that nobody else can try all ids. */
export class Keyed {
  readonly #key: Uint8Array

  /** `key`: 32 bytes. */
  constructor(key: Uint8Array) {
    this.#key = key
  }

  /** A UID under 2.25 (PS3.5 B.2): a UUID of version 8 (RFC 9562) out of an HMAC-SHA256. */
  uid(uid: string): string {
    const bytes = this.#hash('uid', uid).subarray(0, 16)
    bytes[6] = (bytes[6]! & 0x0f) | 0x80
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`
  }

  /** Name and id of a patient from now on. */
  pseudonym(patient: Patient): string {
    return `P-${this.#hash('patient', who(patient)).toString('hex').slice(0, 16).toUpperCase()}`
  }

  /** By how many days all dates of a patient are moved: one to ten years into the past. */
  days(patient: Patient): number {
    return -(365 + (this.#hash('days', who(patient)).readUInt32BE() % 3285))
  }

  /** A place in an order that says nothing of names. */
  order(path: string): string {
    return this.#hash('order', path).toString('hex')
  }

  #hash(...parts: readonly string[]): Buffer {
    const hash = createHmac('sha256', this.#key)
    for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part)
    return hash.digest()
  }
}

/** A patient is an id; without one a name and a date of birth; without these a study is all that is known. */
function who({ id, issuer, name, born, study }: Patient): string {
  if (id !== '') return JSON.stringify(['id', id, issuer])
  return name === '' ? JSON.stringify(['study', study]) : JSON.stringify(['name', name.toLowerCase(), born])
}
