import { readFileSync, readdirSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'

const ticksPerSecond = 100

type Process = { pid: number; parent: number; seconds: number }

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, 'utf8')
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
        // Own time and that of children that have ended.
        const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
        return [{ pid: Number(name), parent: Number(fields[1]), seconds: ticks / ticksPerSecond }]
      } catch {
        return []
      }
    })
}

/** Seconds of processor that a process and all that it started have taken so far. */
export function cpuSeconds(root: number): number {
  const all = processes()
  const below = (pid: number): number =>
    all.filter(({ parent }) => parent === pid).reduce((sum, child) => sum + child.seconds + below(child.pid), 0)
  return (all.find(({ pid }) => pid === root)?.seconds ?? 0) + below(root)
}

export function residentMegabytes(pid: number | 'self'): number {
  return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1e6
}

/** What a rate was measured on: how many processes wanted a core in the last minute, and how many cores there are. */
export function machine(): string {
  return `load ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores`
}
