import { useState } from 'react'
import { Button } from './Button'
import { Icon } from './Icon'

/** Copies a text; says so, or says that it could not. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('copied')
    } catch {
      setOutcome('failed')
    }
  }
  const words = { copied: 'Copied', failed: 'Could not copy: select the text instead' }
  return (
    <Button look="quiet" onPress={() => void copy()}>
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
      <span aria-live="polite">{outcome ? words[outcome] : label}</span>
    </Button>
  )
}
