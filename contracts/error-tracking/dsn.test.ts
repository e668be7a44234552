import { describe, expect, it } from 'vitest';
import { readDsn } from './dsn.ts';

describe('a DSN', () => {
  it.each([
    ['https://key1@errors.example/42', 'https://errors.example/api/42/envelope/'],
    ['https://key1:old-secret@errors.example/42', 'https://errors.example/api/42/envelope/'],
    ['http://key1@127.0.0.1:9000/7', 'http://127.0.0.1:9000/api/7/envelope/'],
    ['https://key1@errors.example/behind/a/proxy/42/', 'https://errors.example/behind/a/proxy/api/42/envelope/'],
  ])('%s leads to the address of its project, without the key', (dsn, envelope_url) => {
    expect(readDsn(dsn)).toEqual({ envelope_url, public_key: 'key1' });
  });

  it.each([
    '',
    'on',
    'https://errors.example/42',
    'https://key1@errors.example/',
    'ftp://key1@errors.example/42',
    'https://key1@errors.example/a%20b',
  ])('that is none (%j) switches nothing on', (dsn) => {
    expect(readDsn(dsn)).toBeNull();
  });
});
