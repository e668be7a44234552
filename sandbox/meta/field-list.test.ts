import { describe, expect, it } from 'vitest';
import { parseFieldList } from './field-list.ts';

const plain = (name: string) => ({ name, below: [] });

describe('a field list', () => {
  it.each([
    ['id', [plain('id')]],
    ['id,name', [plain('id'), plain('name')]],
    [' id , name ,', [plain('id'), plain('name')]],
    ['', []],
    ['creative{id,name}', [{ name: 'creative', below: [plain('id'), plain('name')] }]],
    ['creative{id},name', [{ name: 'creative', below: [plain('id')] }, plain('name')]],
    ['adset{campaign{name}}', [{ name: 'adset', below: [{ name: 'campaign', below: [plain('name')] }] }]],
    ['adsets.limit(5){id}', [{ name: 'adsets', below: [plain('id')] }]],
    ['insights.time_range({a,b})', [plain('insights')]],
  ])('%j is read', (text, expected) => {
    expect(parseFieldList(text)).toEqual(expected);
  });

  it.each(['creative{id', 'creative}id{', 'creative{id}}', 'creative{id}x'])('%j is refused', (text) => {
    expect(() => parseFieldList(text)).toThrow();
  });
});
