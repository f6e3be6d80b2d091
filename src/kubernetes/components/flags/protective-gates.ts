/**
 * Feature gates that limit what a caller may do, by name, with what follows when one is off. Source:
 * https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
 */
export const PROTECTIVE_GATES: ReadonlyMap<string, string> = new Map([
  ['AuthorizeNodeWithSelectors', 'a kubelet can list the pods of other nodes'],
  ['AuthorizePodWebsocketUpgradeCreatePermission', 'the right to read pods/exec is enough to run a command'],
  ['KubeletEnsureSecretPulledImages', 'pods can run private images that others have pulled to the node'],
  ['KubeletFineGrainedAuthz', 'reading the health of a kubelet takes the right to everything on it'],
  ['RotateKubeletServerCertificate', 'serving certificates of kubelets are not renewed'],
  ['ServiceAccountNodeAudienceRestriction', 'a kubelet can request tokens for any audience'],
  ['TokenRequestServiceAccountUIDValidation', 'a token can be issued for an account that was replaced by one of the same name'],
]);
