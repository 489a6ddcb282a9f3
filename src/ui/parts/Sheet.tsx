import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button'
import { Icon } from './Icon'
import css from './Sheet.module.css'

interface SheetProps {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** `wide` for a document with two columns. */
  readonly size?: 'narrow' | 'wide'
}

/** A dialog at the side of the page; the whole width on a phone. Escape and a press outside close it. */
export function Sheet({ title, open, onClose, children, size = 'narrow' }: SheetProps) {
  return (
    <ModalOverlay
      className={css['overlay'] ?? ''}
      isOpen={open}
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className={`${css['sheet']} ${css[size]}`}>
        <Dialog className={css['dialog'] ?? ''}>
          <div className={css['head']}>
            <Heading slot="title" level={2} className={css['title'] ?? ''}>
              <bdi>{title}</bdi>
            </Heading>
            <Button look="quiet" label="Close" onPress={onClose}>
              <Icon name="cross" />
            </Button>
          </div>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must be able to scroll it */}
          <div className={css['body']} role="group" aria-label="Details" tabIndex={0}>
            {children}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
