import { expand, type EnvVariable } from '../../../src/kubernetes/components/component-env';

const variables: ReadonlyMap<string, EnvVariable> = new Map([
  ['A', { value: '1' }],
  ['B', { value: '', unclear: 'from a Secret' }],
  ['BIG', { value: 'x'.repeat(5000) }],
] as never);

test.each([
  ['a', { value: 'a' }],
  ['$(A)-$(A)', { value: '1-1' }],
  ['$$(A) $(C) $(A', { value: '$(A) $(C) $(A' }],
  ['$(A)$$$(A', { value: '1$$(A' }],
  ['$($(A)', { value: '$($(A)' }],
  ['$(B)', { value: '$(B)', unclear: 'B in it is not known (from a Secret)' }],
  ['$(BIG)', { value: '$(BIG)', unclear: 'the variables that it refers to add more than 4096 characters to it' }],
  [`)${'$('.repeat(300_000)}`, { value: `)${'$('.repeat(300_000)}` }],
])('%.40s', (text, expected) => expect(expand(text, variables)).toEqual(expected));
