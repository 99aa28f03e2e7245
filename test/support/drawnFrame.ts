/** An overlay plane (PS3.3 C.9.2) of 80 × 80 pixels at row 200, column 140: a frame four pixels wide. */
export const drawnFrame = [
  { tag: 0x60000010, vr: 'US', value: 80 },
  { tag: 0x60000011, vr: 'US', value: 80 },
  { tag: 0x60000040, vr: 'CS', value: 'G' },
  { tag: 0x60000050, vr: 'SS', value: [201, 141] },
  { tag: 0x60000100, vr: 'US', value: 1 },
  { tag: 0x60000102, vr: 'US', value: 0 },
  {
    tag: 0x60003000,
    vr: 'OW',
    value: Uint8Array.from({ length: 800 }, (_, byte) => {
      const [row, column] = [Math.floor(byte / 10), byte % 10]
      if (row < 4 || row > 75) return 0xff
      return column === 0 ? 0x0f : column === 9 ? 0xf0 : 0
    }),
  },
] as const
