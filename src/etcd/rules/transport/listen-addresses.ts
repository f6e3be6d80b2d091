import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { REASON_ANNOTATION } from '../../../kubernetes/objects/annotations';
import { NONE } from '../../../kubernetes/objects/collect';
import { isReason } from '../../../text/reason';
import { etcdConfig, type EtcdConfig } from '../settings';
import { isEveryAddress, parseUrls } from '../../urls';

const URLS: readonly string[] = ['listen-client-urls', 'listen-peer-urls', 'listen-client-http-urls', 'listen-metrics-urls'];
const REASON_COMMENT = new RegExp(`^# ${REASON_ANNOTATION}: *(\\S.*)$`, 'm');

/**
 * etcd listens on addresses that are named, not on all that the node has or will have.
 *
 * Allowed: an address that stands for all where a reason is given, as the annotation of the pod or a comment of the file. Unset is etcd's
 * default, localhost. A port without an address is all of them.
 */
export const listenAddresses = defineRule({
  id: 'etcd/listen-addresses',
  title: 'etcd must listen on named addresses',
  severity: Severity.MEDIUM,
  fix: `Write the member's own addresses in place of 0.0.0.0 or ::, or give the reason in ${REASON_ANNOTATION}.`,
  controls: [],
  sources: ['https://etcd.io/docs/v3.6/op-guide/configuration/'],
  bad: 'listen-client-urls: https://0.0.0.0:2379\n',
  good: 'listen-client-urls: https://10.0.0.1:2379\n',
  exampleFile: '/etc/etcd/etcd.conf.yml',
  subject: etcdConfig,
  revisions: [{ since: '1.0', check: (config: EtcdConfig) => (hasReason(config) ? NONE : URLS.flatMap((flag) => judge(config, flag))) }],
});

function hasReason({ object, text }: EtcdConfig): boolean {
  return isReason(object.annotations[REASON_ANNOTATION]) || REASON_COMMENT.test(text ?? '');
}

function judge(config: EtcdConfig, flag: string): readonly Outcome[] {
  const { label, path, value, unclear } = config.setting(flag);
  const outcomes = parseUrls(value ?? '').flatMap((url): readonly Outcome[] => {
    if (typeof url === 'string') return unclear === undefined ? [undecided(path, `${label}: ${url}, so etcd refuses to start`)] : NONE;
    const everywhere = (url.scheme === 'http' || url.scheme === 'https') && isEveryAddress(url.host);
    return everywhere ? [{ path, message: `${label} has ${url.text}, which is every address of the node` }] : NONE;
  });
  return outcomes.length === 0 && unclear !== undefined ? [undecided(path, `${label} is not known: ${unclear}`)] : outcomes;
}
