import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useFilmsStore, useFramesStore } from '#renderer/features/films/index.ts'
import { useViewportStore } from './viewport.ts'

/**
 * Plays the frames of a film round and round. A frame that is not there yet is waited for, so that none is left out.
 */
export const useCineStore = defineStore('cine', () => {
  const films = useFilmsStore()
  const frames = useFramesStore()
  const viewport = useViewportStore()
  const playing = ref(false)
  const framesPerSecond = ref(10)
  let turn = 0

  async function play() {
    const mine = ++turn
    const filmId = films.selectedId
    if (!filmId || viewport.frameCount === 1) return
    playing.value = true
    while (playing.value && mine === turn) {
      const next = (viewport.frame + 1) % viewport.frameCount
      const [loaded] = await Promise.all([
        frames.load(filmId, next).then(
          () => true,
          () => false,
        ),
        new Promise((resolve) => setTimeout(resolve, 1000 / framesPerSecond.value)),
      ])
      if (!playing.value || mine !== turn) return
      viewport.goToFrame(next)
      // Why a frame does not come is shown in its place.
      if (!loaded) stop()
    }
  }

  function stop() {
    turn++
    playing.value = false
  }

  watch(() => films.selectedId, stop)

  return { playing, framesPerSecond, stop, toggle: () => (playing.value ? stop() : void play()) }
})
