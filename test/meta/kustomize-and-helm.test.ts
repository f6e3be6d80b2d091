/** The commands of docs/kustomize-and-helm.md that run no other program; test/real/render.test.ts runs the others. */
import * as path from 'node:path';
import { inFolder } from '../support/checked-files';
import { BuiltCommand } from '../support/command';
import { blocksOf, commandsOf, writeFiles } from '../support/page-blocks';

const PAGE = path.join(__dirname, '../../docs/kustomize-and-helm.md');

let command: BuiltCommand;
beforeAll(() => (command = new BuiltCommand()));
afterAll(() => command.remove());
inFolder();

const plain = commandsOf(PAGE).filter((args) => !args.includes('--render'));

test('there are such commands', () => expect([plain.length, commandsOf(PAGE).length]).toEqual([2, 4]));

test('a settings file cannot switch rendering on', () => {
  writeFiles([...blocksOf(PAGE, 'yaml'), { file: 'cdk8s-hardened.yaml', text: 'render: true\n' }]);
  expect(command.run(process.cwd(), 'check', '.')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('render') });
});

test.each(plain.map((args) => [args]))('%j', (args) => {
  writeFiles(blocksOf(PAGE, 'yaml'));
  const { code, out, err } = command.run(process.cwd(), ...args);
  expect([code, err]).toEqual([1, '']);
  for (const { text } of blocksOf(PAGE, 'text')) {
    expect(out.split('\n').map((line) => line.trim())).toEqual(
      expect.arrayContaining(
        text
          .trim()
          .split('\n')
          .map((line) => line.trim()),
      ),
    );
  }
});
