/** zizmor, which finds what lets others into a workflow, on action.yml and on the workflows of the documents. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describeProof, findTool, requireTools } from '../support/requirements';

const ROOT = path.join(__dirname, '..', '..');
const text = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
/** The samples name a release of this action that does not exist yet: users pin its commit. */
const pinned = (yaml: string) => yaml.replace(/(cdk8s-hardened\/cdk8s-hardened)@v1\.2\.3.*/g, `$1@${'0'.repeat(40)} # v1.2.3`);

const workflows = ['docs/ci.md', 'docs/releasing.md'].flatMap((page) =>
  [...text(page).matchAll(/^```yaml \.github\/workflows\/\S+\n([\s\S]*?)^```/gm)].map(
    ([, yaml], index) => [`${page}, workflow ${index + 1}`, `.github/workflows/${index}.yml`, pinned(yaml!)] as const,
  ),
);

describeProof('zizmor', requireTools(['zizmor']), () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workflows-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function findings(file: string, yaml: string): string[] {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), yaml);
    const { stdout, stderr } = spawnSync(findTool('zizmor')!, ['--offline', '--no-exit-codes', '--format', 'json', '.'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toContain(path.basename(file));
    return (JSON.parse(stdout) as { ident: string }[]).map(({ ident }) => ident);
  }

  test.each(workflows)('finds nothing in %s', (_, file, yaml) => expect(findings(file, yaml)).toEqual([]));

  test('finds in action.yml only that it installs the package itself, which no lock file has', () => {
    expect(findings('action.yml', text('action.yml'))).toEqual(['adhoc-packages']);
  });

  test('all workflows are there', () => expect(workflows).toHaveLength(3));

  test('would find an input that becomes code, and an action that is not pinned', () => {
    const broken = text('action.yml').replace('"$INPUT_PATHS"', '"${{ inputs.paths }}"');
    expect(findings('action.yml', broken)).toContain('template-injection');
    const unpinned = text('action.yml').replace(/(upload-sarif)@\S+ #/, '$1@v4 #');
    expect(findings('action.yml', unpinned)).toContain('unpinned-uses');
  });
});
