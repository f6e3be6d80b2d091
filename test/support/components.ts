/** A static pod of a component with these flags. */
export function componentPod(component: string, ...flags: readonly string[]): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: component, namespace: 'kube-system' },
    spec: { containers: [{ name: component, command: [component, ...flags] }] },
  };
}

const PARTS: Readonly<Record<string, string>> = {
  'kube-apiserver': 'apiServer',
  'kube-controller-manager': 'controllerManager',
  'kube-scheduler': 'scheduler',
};

/** kubeadm's configuration with these flags of a component, as `name=value`; `name+=value` is appended, `name=+value` put in front. */
export function kubeadmConfiguration(component: string, ...flags: readonly string[]): object {
  const extraArgs = flags.map((flag) => {
    const [, name, sign, value] = /^([^=+]+)(\+=|=\+|=)(.*)$/.exec(flag)!;
    const mergeMethod = sign === '+=' ? 'append' : sign === '=+' ? 'prepend' : undefined;
    return { name, value, ...(mergeMethod === undefined ? {} : { mergeMethod }) };
  });
  return {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    metadata: { name: 'cluster' },
    [PARTS[component]!]: { extraArgs },
  };
}

/** Where the findings of {@link componentPod} are: the flag by its number, from 1, or the command. */
export const inPod = (component: string, flag?: number): string =>
  `Pod kube-system/${component} spec.containers[0].command${flag === undefined ? '' : `[${flag}]`}`;

/** Where the findings of {@link kubeadmConfiguration} are. */
export const inKubeadm = (component: string, flag?: number): string =>
  `ClusterConfiguration cluster ${PARTS[component]}.extraArgs${flag === undefined ? '' : `[${flag}].value`}`;
