/** Runs the Pulumi program of a folder against Pulumi's mocks, as a preview would, and requires what it is there for. */
const { createRequire } = require('node:module');
const path = require('node:path');

const folder = process.argv[2];
const load = createRequire(path.join(folder, 'package.json'));
load('ts-node').register({ transpileOnly: true, cwd: folder });
const pulumi = load('@pulumi/pulumi');

const kinds = [];
pulumi.runtime.setAllConfig({ 'cdk8s-hardened:kubernetes': '1.36' });
process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});
void (async () => {
  await pulumi.runtime.setMocks({
    call: ({ inputs }) => inputs,
    newResource({ name, type, inputs }) {
      kinds.push(type.split(':').at(-1));
      return { id: `${name}-id`, state: inputs };
    },
  });
  load('./index.ts');
  await load('@pulumi/pulumi/runtime/settings').waitForRPCs();
  const missing = ['Namespace', 'NetworkPolicy', 'Deployment', 'Role', 'RoleBinding'].filter((kind) => !kinds.includes(kind));
  if (missing.length > 0) throw new Error(`not registered: ${missing.join(', ')}`);
  console.log(`registered: ${kinds.sort().join(', ')}`);
})();
