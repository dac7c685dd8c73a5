import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';

/** A short message at the foot of the page, with at most one thing to do about it. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface NoticesState {
  readonly notices: readonly Notice[];
  readonly notify: (text: string, action?: Notice['action']) => void;
  readonly dismiss: (id: number) => void;
}

/** More at a time would hide the page. */
const MOST_NOTICES = 3;

let lastId = 0;

export const notices = createStore<NoticesState>()((set) => ({
  notices: [],
  notify: (text, action) => {
    const notice = { id: ++lastId, text, ...(action ? { action } : {}) };
    set((state) => ({ notices: [...state.notices, notice].slice(-MOST_NOTICES) }));
  },
  dismiss: (id) => {
    set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }));
  },
}));

export function useNotices<T>(selector: (state: NoticesState) => T): T {
  return useStore(notices, selector);
}
