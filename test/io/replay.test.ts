import { expect, test } from 'vitest'
import { Replay } from '../../src/io/replay'

function newReplay() {
  const replay = new Replay()
  const made: string[] = []
  const again = (what: string) => async () => {
    made.push(what)
    return `${what} again`
  }
  return { replay, made, again }
}

test('changes are made again in their order, without what was undone', async () => {
  const { replay, made, again } = newReplay()
  for (const what of ['a', 'b', 'c']) replay.add(what, again(what))
  replay.drop('b')
  await replay.run()
  expect(made).toEqual(['a', 'c'])
})

test('of settings that were saved twice the last ones are saved again', async () => {
  const { replay, made, again } = newReplay()
  replay.add('settings', again('old'))
  replay.add('settings', again('new'))
  await replay.run()
  expect(made).toEqual(['new'])
})

test('a change that was made again is undone under its new id', async () => {
  const { replay, made, again } = newReplay()
  replay.add('a', again('a'))
  await replay.run()
  replay.drop('a again')
  await replay.run()
  expect(made).toEqual(['a'])
})

test('after another workspace was opened nothing is made again', async () => {
  const { replay, made, again } = newReplay()
  replay.add('a', again('a'))
  replay.clear()
  await replay.run()
  expect(made).toEqual([])
})
