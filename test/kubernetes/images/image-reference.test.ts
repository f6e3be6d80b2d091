import * as fc from 'fast-check';
import { parseImageReference } from '../../../src/kubernetes/images/image-reference';

const SHA = 'sha256:' + 'a'.repeat(64);

test.each([
  ['nginx', { registry: 'docker.io', repository: 'library/nginx', tag: undefined, digest: undefined }],
  ['team/api:1.4', { registry: 'docker.io', repository: 'team/api', tag: '1.4', digest: undefined }],
  ['registry.example.com/api', { registry: 'registry.example.com', repository: 'api', tag: undefined, digest: undefined }],
  ['localhost/api:1', { registry: 'localhost', repository: 'api', tag: '1', digest: undefined }],
  ['registry:5000/a/b/c:x', { registry: 'registry:5000', repository: 'a/b/c', tag: 'x', digest: undefined }],
  ['[::1]:5000/api', { registry: '[::1]:5000', repository: 'api', tag: undefined, digest: undefined }],
  ['Registry/api', { registry: 'Registry', repository: 'api', tag: undefined, digest: undefined }],
  [`nginx@${SHA}`, { registry: 'docker.io', repository: 'library/nginx', tag: undefined, digest: SHA }],
  [`a.io/b__c-d.e/f:1_0.x@${SHA}`, { registry: 'a.io', repository: 'b__c-d.e/f', tag: '1_0.x', digest: SHA }],
  [
    `nginx@sha512:${'0'.repeat(128)}`,
    { registry: 'docker.io', repository: 'library/nginx', tag: undefined, digest: `sha512:${'0'.repeat(128)}` },
  ],
])('%s is read', (text, expected) => expect(parseImageReference(text)).toEqual(expected));

test.each([
  '',
  ' ',
  'nginx ',
  'Nginx',
  'nginx:',
  'nginx:-x',
  `nginx:${'x'.repeat(129)}`,
  'nginx@',
  'nginx@sha256:abc',
  `nginx@sha256:${'A'.repeat(64)}`,
  `nginx@md5:${'a'.repeat(32)}`,
  'a//b',
  '/a',
  'a/',
  'a___b',
  'a..b',
  '-a',
  'https://example.com/a',
  '${IMAGE}',
  '{{ .Values.image }}',
  'a'.repeat(64),
  'a.io/' + 'b'.repeat(251),
  'a.io./b',
  'a.io:x/b',
])('%j is refused', (text) => expect(parseImageReference(text)).toBeUndefined());

test('never throws, and finds again what was put together', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseImageReference(text);
    }),
  );
  const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  fc.assert(
    fc.property(word, word, word, fc.boolean(), (host, name, tag, pinned) => {
      const text = `${host}.io/${name}:${tag}${pinned ? `@${SHA}` : ''}`;
      expect(parseImageReference(text)).toEqual({ registry: `${host}.io`, repository: name, tag, digest: pinned ? SHA : undefined });
    }),
  );
});
