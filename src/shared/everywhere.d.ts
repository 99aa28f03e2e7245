// The few globals that Node and browsers share and this zone names. Only the zone's own type check reads this file:
// everywhere else they come from Node's or the browser's types, which this zone must not see.
declare class Blob {
  readonly size: number
  readonly type: string
}
declare class File extends Blob {
  readonly name: string
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  decode(bytes: Uint8Array): string
}
