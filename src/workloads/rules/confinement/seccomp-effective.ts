import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { kubelets } from '../../../kubernetes/components/kubelet/kubelets';
import { kubeletFlagFiles } from '../../../kubernetes/components/kubelet/node-flags';
import { NONE } from '../../../kubernetes/objects/collect';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isObject } from '../../../text/json';

export const seccompEffective = defineRule({
  id: 'workloads/seccomp-effective',
  title: "Containers must run with a seccomp profile, from the pod or from the kubelet's seccompDefault",
  description:
    'The profile of the container applies, then that of the pod, then that of the kubelet: RuntimeDefault if its configuration '
    + 'sets `seccompDefault: true`, and none otherwise. A privileged container never has one.\n\n'
    + 'The rule applies if a KubeletConfiguration is in the input; otherwise `workloads/seccomp-restricted` requires the field. '
    + 'If several of them differ, a pod without a profile is unknown. An explicit Unconfined is covered by '
    + '`workloads/seccomp-baseline`. The flag `--seccomp-default` counts as the field does. Windows pods are exempt.',
  severity: Severity.MEDIUM,
  fix: 'Set seccompProfile: { type: RuntimeDefault } in the pod, and seccompDefault: true in the KubeletConfiguration.',
  sources: ['https://kubernetes.io/docs/tutorials/security/seccomp/', 'https://kubernetes.io/docs/reference/node/seccomp/'],
  bad: `
{ apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration }
---
{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }
`,
  good: `
{ apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, seccompDefault: true }
---
{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }
`,
  subject: {
    name: 'pods in an input with a KubeletConfiguration',
    reads: [kubeletFlagFiles],
    select: (context) => (seccompDefaults(context).length === 0 ? NONE : pods.select(context)),
  },
  revisions: [{ since: '1.27', check: isConfined }],
});

/** Whether the kubelets of the input give a profile, in each place that decides it. */
function seccompDefaults({ inventory, kubernetes }: CheckContext): readonly boolean[] {
  return kubelets(inventory, kubernetes).flatMap((kubelet) => {
    const setting = kubelet.setting('seccompDefault');
    return setting ? [setting.value === true] : [];
  });
}

function isConfined(pod: PodView, context: CheckContext): readonly Outcome[] {
  if (isObject(pod.spec.os) && pod.spec.os.name === 'windows') return NONE;
  const defaults = seccompDefaults(context);
  const confining = defaults.filter((isOn) => isOn).length;
  const shared = isObject(pod.securityContext.seccompProfile);
  return pod.containers.flatMap(({ securityContext, path, label }): readonly Outcome[] => {
    const place = `${path}.securityContext.seccompProfile`;
    const isSet = shared || isObject(securityContext.seccompProfile);
    if (securityContext.privileged === true) {
      return isSet
        ? [{ path: place, message: `${label} is privileged, so it runs without seccomp, whatever its profile` }]
        : [{ path: place, message: `${label} is privileged, so it runs without seccomp` }];
    }
    if (isSet || confining === defaults.length) return NONE;
    if (confining > 0) {
      return [
        undecided(
          place,
          `whether ${label} runs under seccomp depends on its node: some kubelets of the input have seccompDefault, some not`,
        ),
      ];
    }
    return [
      {
        path: place,
        message: `${label} runs without seccomp: neither it nor the pod has a profile, and the kubelet of the input gives none`,
      },
    ];
  });
}
