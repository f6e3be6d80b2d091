export * from './constructs/waiver';
