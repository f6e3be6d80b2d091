/**
 * Flags and admission plugins of kube-apiserver that are gone, with the first release that does not know them: those that checks of other
 * tools require or forbid. Sources: https://github.com/kubernetes/kubernetes/tree/master/CHANGELOG
 */
export const REMOVED_FLAGS: ReadonlyMap<string, string> = new Map([
  ['address', '1.24'],
  ['basic-auth-file', '1.19'],
  ['insecure-bind-address', '1.24'],
  ['insecure-port', '1.24'],
  ['kubelet-https', '1.24'],
  ['port', '1.24'],
]);

export const REMOVED_PLUGINS: ReadonlyMap<string, string> = new Map([
  ['PodSecurityPolicy', '1.25'],
  ['SecurityContextDeny', '1.30'],
]);
