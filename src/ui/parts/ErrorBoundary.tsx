import { Component, type ReactNode } from 'react'
import { ErrorNotice } from './ErrorNotice'

interface ErrorBoundaryProps {
  readonly title: string
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly fault: { readonly error: unknown } | null
}

/** Keeps a fault inside its view: the rest of the page goes on working. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { fault: null }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { fault: { error } }
  }

  override render() {
    const { fault } = this.state
    if (!fault) return this.props.children
    return (
      <ErrorNotice
        error={fault.error}
        title={this.props.title}
        onRetry={() => this.setState({ fault: null })}
      />
    )
  }
}
