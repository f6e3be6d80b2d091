import { gunzipSync } from 'node:zlib';
import { asArray, asObject, isObject } from '../../../text/json';
import type { AuditFormat } from './format';

/** A record of a subscription holds at most 1 MB once it is compressed. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Envelopes of Amazon CloudWatch Logs, to which EKS writes: what a subscription delivers (as it is, or as `awslogs.data` in the event of a
 * Lambda function: base64 of gzip), and what `aws logs filter-log-events` and `get-log-events` print. The files of an export to S3 have the
 * time and a space before each line.
 *
 * The streams `authenticator-…`, `kube-scheduler-…` and others of the same group hold no audit events.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export const eks: AuditFormat = {
  name: 'eks',
  recognises: ({ messageType, logEvents, awslogs, events }) =>
    typeof messageType === 'string' || Array.isArray(logEvents) || isObject(awslogs) || (Array.isArray(events) && events.every(hasMessage)),
  read(value, sink) {
    const { data } = asObject(value.awslogs);
    if (typeof data === 'string') {
      const text = unpacked(data);
      if (text === undefined) sink.broken();
      else sink.inner(text);
      return;
    }
    const events = asArray(value.logEvents ?? value.events);
    if (events.length === 0) sink.foreign();
    for (const event of events) {
      const { message, logStreamName } = asObject(event);
      const stream = logStreamName ?? value.logStream;
      if (typeof stream === 'string' && !stream.includes('audit')) sink.foreign();
      else if (typeof message === 'string') sink.inner(message);
      else if (isObject(message)) sink.inner(JSON.stringify(message));
      else sink.broken();
    }
  },
};

const hasMessage = (value: unknown) => isObject(value) && value.message !== undefined;

function unpacked(data: string): string | undefined {
  try {
    return gunzipSync(Buffer.from(data, 'base64'), { maxOutputLength: MOST_BYTES }).toString('utf8');
  } catch {
    return undefined;
  }
}
