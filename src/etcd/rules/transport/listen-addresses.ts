import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { REASON_ANNOTATION } from '../../../kubernetes/objects/annotations';
import { NONE } from '../../../kubernetes/objects/collect';
import { isReason } from '../../../text/reason';
import { isEveryAddress, parseUrls } from '../../urls';
import { etcdConfig, type EtcdConfig } from '../settings';

const URLS: readonly string[] = ['listen-client-urls', 'listen-peer-urls', 'listen-client-http-urls', 'listen-metrics-urls'];
const REASON_COMMENT = new RegExp(`^# ${REASON_ANNOTATION}: *(\\S.*)$`, 'm');

export const listenAddresses = defineRule({
  id: 'etcd/listen-addresses',
  title: 'etcd must not listen on all addresses (0.0.0.0 or ::)',
  description:
    'A URL with a port and without an address means all addresses. Unset passes: etcd listens on localhost by default. All '
    + 'addresses are accepted if the pod (annotation `cdk8s-hardened/reason`) or the file (a comment `# cdk8s-hardened/reason: '
    + '…`) states a reason.',
  severity: Severity.MEDIUM,
  fix: `Write the member's own addresses in place of 0.0.0.0 or ::, or give the reason in ${REASON_ANNOTATION}.`,
  sources: ['https://etcd.io/docs/v3.6/op-guide/configuration/'],
  bad: 'listen-client-urls: https://0.0.0.0:2379\n',
  good: 'listen-client-urls: https://10.0.0.1:2379\n',
  exampleFile: '/etc/etcd/etcd.conf.yml',
  subject: etcdConfig,
  check: (config: EtcdConfig) => (hasReason(config) ? NONE : URLS.flatMap((flag) => forbidAllAddresses(config, flag))),
});

function hasReason({ object, text }: EtcdConfig): boolean {
  return isReason(object.annotations[REASON_ANNOTATION]) || REASON_COMMENT.test(text ?? '');
}

function forbidAllAddresses(config: EtcdConfig, flag: string): readonly Outcome[] {
  const { label, path, value, unclear } = config.setting(flag);
  const outcomes = parseUrls(value ?? '').flatMap((url): readonly Outcome[] => {
    if (typeof url === 'string') return unclear === undefined ? [undecided(path, `${label}: ${url}, so etcd does not start`)] : NONE;
    const everywhere = (url.scheme === 'http' || url.scheme === 'https') && isEveryAddress(url.host);
    return everywhere ? [{ path, message: `${label} has ${url.text}, which is every address of the node` }] : NONE;
  });
  return outcomes.length === 0 && unclear !== undefined ? [undecided(path, `${label} is not known: ${unclear}`)] : outcomes;
}
