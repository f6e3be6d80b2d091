import 'cdk8s-hardened/jest';
import { createApp } from './main';

test('no rule is violated, and no result is unknown', () => {
  expect(createApp()).toPassHardening({ failOnUnknown: true });
});

// `npx jest --updateSnapshot` takes a change over.
test('the manifests are those that were reviewed', () => {
  expect(createApp()).toMatchSnapshot();
});
