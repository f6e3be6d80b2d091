/** What an example shows of a pod, each as entries of a YAML mapping: `securityContext: { privileged: true }`. */
export interface ExampleFields {
  /** Of its one container, in addition to name and image. */
  readonly container?: string;
  /** Of its spec, in addition to the containers. */
  readonly spec?: string;
  /** Default: `registry.example.com/api:1.4`. */
  readonly image?: string;
}

/** The manifest of a Pod with one container: for the examples of rules, which differ in a field. */
export function examplePod({ container, spec, image = 'registry.example.com/api:1.4' }: ExampleFields = {}): string {
  const entries = (...each: readonly (string | undefined)[]) => each.filter((entry) => entry !== undefined).join(', ');
  const containers = `containers: [{ ${entries('name: api', `image: ${image}`, container)} }]`;
  return `{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { ${entries(spec, containers)} } }`;
}
