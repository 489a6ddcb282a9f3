import { serviceSpans, type ServiceRequest, type ServiceSpans } from './service-spans'
import { timeline, type Spans, type Timeline } from './timeline'

/**
 * The states of one service, or of a set in which any one is down. `value`, `low` and `high` rest on the chosen, the
 * shortest and the longest durations with the central, lowest and highest weights; `stated` leaves assumed weights out.
 */
export interface ServiceTimelines {
  /** The spans behind `value`, in order of start. */
  readonly spans: Spans
  readonly value: Timeline
  readonly low: Timeline
  readonly high: Timeline
  readonly stated: Timeline
  /** Announced maintenance windows that every service in question has. */
  readonly maintenance: Timeline
}

/** Sweeps the spans of the services asked for. */
export function serviceTimelines(request: ServiceRequest): ServiceTimelines {
  return swept(serviceSpans(request))
}

function swept(spans: ServiceSpans): ServiceTimelines {
  const value = timeline(spans.value, 'max')
  return {
    spans: spans.value,
    value,
    low: timeline(spans.low, 'max'),
    high: timeline(spans.high, 'sum'),
    stated: spans.assumed ? timeline(spans.stated, 'max') : value,
    maintenance: spans.maintenance,
  }
}
