/** A confidence of 0–1 as a word and a whole percentage; people read the word first. */
export function describeConfidence(confidence: number): { word: string; percent: string; level: 1 | 2 | 3 | 4 } {
  const percent = `${Math.round(confidence * 100)} %`;
  if (confidence >= 0.85) return { word: 'High', percent, level: 4 };
  if (confidence >= 0.7) return { word: 'Good', percent, level: 3 };
  if (confidence >= 0.5) return { word: 'Moderate', percent, level: 2 };
  return { word: 'Low', percent, level: 1 };
}
