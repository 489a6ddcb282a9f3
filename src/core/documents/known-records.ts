import type { KnownColumns } from '../csv/columns'
import type { Assumptions } from '../issue'

/** Records of one program, some of whose fields mean something else than their names say elsewhere. */
interface KnownRecords {
  /** Records with all of these fields are taken for this program's. */
  readonly signature: readonly string[]
  readonly columns: KnownColumns
  /** What its values mean, as long as nobody says otherwise. */
  readonly assume: Assumptions
}

const known: readonly KnownRecords[] = [
  {
    // Zabbix, `problem.get` and `event.get`. Severities from its manual: 5 disaster … 1 information, 0 not classified.
    signature: ['eventid', 'clock', 'r_clock'],
    columns: {
      id: ['eventid'],
      title: ['name'],
      services: ['hosts', 'host'],
      start: ['clock'],
      end: ['r_clock'],
      severity: ['severity'],
    },
    assume: {
      values: {
        severity: {
          5: 'critical',
          4: 'major',
          3: 'minor',
          2: 'minor',
          1: 'informational',
          0: 'unknown',
        },
      },
    },
  },
  {
    // Better Stack, incidents of its API: `name` is the monitor, `cause` what it saw.
    signature: ['http_method', 'cause', 'started_at', 'resolved_at'],
    columns: {
      id: ['id'],
      title: ['name'],
      services: ['name'],
      start: ['started_at'],
      end: ['resolved_at'],
      acknowledged: ['acknowledged_at'],
      trigger: ['cause'],
      status: ['status'],
    },
    assume: {},
  },
  {
    // Datadog, incidents of its API: the lengths beside the times are those of the response.
    signature: ['public_id', 'customer_impact_start', 'time_to_repair'],
    columns: {
      id: ['public_id'],
      title: ['title'],
      text: ['summary'],
      services: ['services'],
      start: ['customer_impact_start', 'created'],
      end: ['customer_impact_end', 'resolved'],
      detected: ['detected'],
      resolved: ['resolved'],
      severity: ['severity'],
      cause: ['root_cause'],
      status: ['state'],
    },
    assume: {},
  },
  {
    // Dispatch (Netflix): the ticket is closed long after the service is stable.
    signature: ['reported_at', 'stable_at', 'closed_at'],
    columns: {
      id: ['id'],
      title: ['title'],
      text: ['description'],
      start: ['reported_at', 'created_at'],
      end: ['stable_at', 'closed_at'],
      closed: ['closed_at'],
      severity: ['incident_severity', 'incident_priority'],
      status: ['status'],
    },
    assume: {},
  },
  {
    // Azure, events of Service Health.
    signature: ['eventType', 'impactStartTime'],
    columns: {
      id: ['name'],
      kind: ['eventType'],
      title: ['title'],
      text: ['summary'],
      services: ['impact'],
      start: ['impactStartTime'],
      end: ['impactMitigationTime'],
      status: ['status'],
    },
    assume: {
      values: {
        kind: {
          serviceissue: 'incident',
          plannedmaintenance: 'maintenance',
          healthadvisory: 'informational',
          securityadvisory: 'informational',
          billing: 'informational',
          rca: 'informational',
        },
      },
    },
  },
  {
    // AWS Health, `describe-events`.
    signature: ['eventTypeCode', 'eventTypeCategory', 'startTime'],
    columns: {
      kind: ['eventTypeCategory'],
      title: ['eventTypeCode'],
      services: ['service'],
      start: ['startTime'],
      end: ['endTime'],
      status: ['statusCode'],
      id: ['arn'],
    },
    assume: {
      values: {
        kind: {
          issue: 'incident',
          scheduledchange: 'maintenance',
          accountnotification: 'informational',
          investigation: 'informational',
        },
      },
    },
  },
  {
    // Opsgenie, alerts of its API: how long they were open stands in their report.
    signature: ['tinyId', 'createdAt', 'report.closeTime'],
    columns: {
      id: ['id'],
      title: ['message'],
      text: ['description'],
      start: ['createdAt'],
      duration: ['report.closeTime'],
      acknowledgedAfter: ['report.ackTime'],
      severity: ['priority'],
      status: ['status'],
    },
    assume: {},
  },
  {
    // Cachet 2, incidents of its API: lengths in seconds, up to the last change of any kind.
    signature: ['component_id', 'occurred_at', 'human_status'],
    columns: {
      id: ['id'],
      title: ['name'],
      text: ['message'],
      services: ['component.name', 'component_name'],
      start: ['occurred_at', 'created_at'],
      url: ['permalink'],
      status: ['latest_human_status', 'human_status'],
    },
    assume: {},
  },
  {
    // Apple, the events of its system status.
    signature: ['epochStartDate', 'epochEndDate', 'statusType'],
    columns: {
      id: ['messageId'],
      kind: ['statusType'],
      title: ['message'],
      services: ['serviceName'],
      start: ['epochStartDate'],
      end: ['epochEndDate'],
      status: ['eventStatus'],
    },
    assume: { values: { kind: { issue: 'incident', performance: 'incident' } } },
  },
  {
    // ServiceNow, incidents of its table API, with the numbers of its choices or with their labels.
    signature: ['number', 'opened_at', 'short_description', 'priority'],
    columns: {
      id: ['number'],
      title: ['short_description'],
      text: ['description'],
      services: ['cmdb_ci', 'business_service'],
      start: ['opened_at'],
      end: ['resolved_at', 'closed_at'],
      resolved: ['resolved_at'],
      closed: ['closed_at'],
      severity: ['priority'],
      cause: ['category'],
      trigger: ['caused_by'],
      status: ['incident_state', 'state'],
    },
    assume: {
      values: { severity: { 1: 'critical', 2: 'major', 3: 'minor', 4: 'minor', 5: 'minor' } },
    },
  },
  {
    // UptimeRobot, logs of the monitors of its API: 1 down, 2 up, 98 started, 99 paused; lengths in seconds.
    signature: ['friendly_name', 'datetime', 'duration', 'type'],
    columns: {
      id: ['id'],
      kind: ['type'],
      title: ['friendly_name'],
      services: ['friendly_name'],
      start: ['datetime'],
      duration: ['duration'],
      trigger: ['reason.detail'],
      url: ['url'],
    },
    assume: {
      duration: 'seconds',
      values: { kind: { 1: 'incident', 2: 'up', 98: 'started', 99: 'paused' } },
    },
  },
  {
    // Pingdom, `summary.outage`: states of one check.
    signature: ['status', 'timefrom', 'timeto'],
    columns: { kind: ['status'], start: ['timefrom'], end: ['timeto'] },
    assume: { values: { kind: { down: 'incident', unknown: 'paused' } } },
  },
  {
    // Rootly, incidents of its API.
    signature: ['sequential_id', 'kind', 'started_at', 'mitigated_at'],
    columns: {
      id: ['id'],
      kind: ['kind'],
      title: ['title'],
      text: ['summary'],
      services: ['services'],
      start: ['started_at', 'created_at'],
      end: ['resolved_at'],
      detected: ['detected_at'],
      acknowledged: ['acknowledged_at'],
      mitigated: ['mitigated_at'],
      resolved: ['resolved_at'],
      severity: ['severity'],
      cause: ['causes'],
      url: ['url'],
      status: ['status'],
    },
    assume: {
      values: {
        kind: { normal: 'incident', backfilled: 'incident', scheduled: 'maintenance' },
      },
    },
  },
]

/** What is known of records with these fields, or null. */
export function knownRecords(headers: readonly string[]): KnownRecords | null {
  const names = new Set(headers)
  return known.find(({ signature }) => signature.every((name) => names.has(name))) ?? null
}
