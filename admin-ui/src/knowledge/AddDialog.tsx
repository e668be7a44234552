import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { FormDialog } from '../layout/FormDialog.tsx';
import { useCalls } from '../server/useCalls.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { documentOf, formatOf, mostCharacters, sourceKeyOf } from './document-draft.ts';
import { createKnowledgeActions, type DocumentWish } from './knowledge-actions.ts';
import { formats, kinds } from './knowledge-words.ts';

const empty: DocumentWish = { source_key: '', kind: 'brand_guideline', title: '', format: 'markdown', content: '' };

/** Hands a document in: pasted, or from a file of text. A name that is known already makes a new version of that document. */
export function AddDialog(props: { onClose: () => void }) {
  const calls = useCalls(createKnowledgeActions);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(empty);
  const [named, setNamed] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const edit = (more: Partial<DocumentWish>) => {
    const next = { ...draft, ...more };
    setDraft(named ? next : { ...next, source_key: sourceKeyOf(next.kind, next.title) });
  };
  const wish = documentOf(draft);
  const add = useMutation({
    mutationFn: async () => (wish === null ? null : calls.add(wish)),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['documents'] });
      props.onClose();
    },
  });
  async function readFile(file: File | undefined) {
    if (file === undefined) return;
    const title = draft.title === '' ? file.name.replace(/\.[^.]+$/, '') : draft.title;
    edit({ content: await file.text(), format: formatOf(file.name), title });
  }
  return (
    <FormDialog
      {...{ title: 'Add a document', confirm: 'Add', ready: wish !== null, onClose: props.onClose }}
      {...{ busy: add.isPending, error: add.error }}
      onConfirm={() => add.mutate()}
    >
      <TextField required label="Title" value={draft.title} onChange={(event) => edit({ title: event.target.value })} />
      <ChoiceField label="About" value={draft.kind} choices={kinds} onChange={(kind) => edit({ kind })} />
      <TextField
        {...{ required: true, label: 'Name (a newer version with the same name replaces it)', value: draft.source_key }}
        onChange={(event) => {
          setNamed(true);
          setDraft({ ...draft, source_key: event.target.value });
        }}
      />
      <ChoiceField label="Form" value={draft.format} choices={formats} onChange={(format) => edit({ format })} />
      <Button variant="outlined" sx={{ alignSelf: 'flex-start' }} onClick={() => chooser.current?.click()}>
        Take the text of a file
      </Button>
      <input
        {...{ ref: chooser, hidden: true, type: 'file', accept: '.md,.markdown,.txt,.html,.htm,.csv,text/*' }}
        onChange={(event) => void readFile(event.target.files?.[0])}
      />
      <TextField
        {...{ required: true, multiline: true, minRows: 6, maxRows: 16, label: 'Text', value: draft.content }}
        helperText={`${draft.content.length.toLocaleString('en-US')} of at most ${mostCharacters.toLocaleString('en-US')} characters`}
        error={draft.content.length > mostCharacters}
        onChange={(event) => edit({ content: event.target.value })}
      />
    </FormDialog>
  );
}
