import { undecided, type Check, type Subject } from '../../../engine/rule';
import { subject } from '../../../engine/subjects';
import { kubeProxies as kubeProxiesOf, type KubeProxy } from '../../../kubernetes/components/kubelet/kube-proxies';
import type { NodeSetting } from '../../../kubernetes/components/kubelet/setting';
import { NONE } from '../../../kubernetes/objects/collect';

/** Every place in which settings of kube-proxy are written. */
export const kubeProxies: Subject<KubeProxy> = subject('kube-proxy configurations', ({ inventory, kubernetes }) =>
  kubeProxiesOf(inventory, kubernetes).map((value) => ({ value, object: value.object })),
);

/** A check of one setting of kube-proxy: what is wrong with a value, as the rest of a message behind its name. */
export function checkProxy(field: string, judge: (setting: NodeSetting) => string | undefined): Check<KubeProxy> {
  return (proxy) => {
    const setting = proxy.setting(field);
    const { label, path, unclear } = setting;
    if (unclear !== undefined) return [undecided(path, `${label} is not known: ${unclear}`)];
    const fault = judge(setting);
    return fault === undefined ? NONE : [{ path, message: `${label} ${fault}` }];
  };
}

/** A file of kube-proxy with these fields, for examples. */
export function proxyWith(fields: string): string {
  return `apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n${fields}\n`;
}

/** The page that describes all fields. */
export const PROXY_FIELDS = 'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/';
