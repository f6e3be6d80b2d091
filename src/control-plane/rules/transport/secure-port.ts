import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { parseGoInt } from '../../../kubernetes/components/flags/go-values';
import { NONE } from '../../../kubernetes/objects/collect';
import { apiServers, malformed, onFlag, staticPod } from '../programs';

export const securePort = defineRule({
  id: 'control-plane/secure-port',
  title: 'kube-apiserver must serve on a TLS port (--secure-port)',
  description:
    'Zero once meant that the API server serves on its plaintext port only; since that is gone, it does not start. Unset is 6443.',
  severity: Severity.MEDIUM,
  fix: 'Set --secure-port to a port from 1 to 65535, or remove it.',
  controls: ['STIG:V-242389'],
  sources: ['https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/'],
  bad: staticPod('kube-apiserver', '--secure-port=0'),
  good: staticPod('kube-apiserver', '--secure-port=6443'),
  subject: apiServers,
  check: onFlag('secure-port', (flag) => {
    const port = parseGoInt(flag.value);
    if (port === 0) return [{ path: flag.path, message: `${flag.label} is 0, so the API server serves no TLS port and does not start` }];
    return port === undefined || port < 0 || port > 65535 ? malformed(flag, 'a port') : NONE;
  }),
});
