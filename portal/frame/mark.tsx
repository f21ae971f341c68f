/** The mark of the service, in the colours of the theme. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect className="mark-ground" width="32" height="32" rx="7" />
    <path className="mark-lines" d="M8 23V9h11M8 16h8" strokeWidth="3" fill="none" strokeLinecap="round" strokeLinejoin="round" />
    <circle className="mark-lines" cx="22.5" cy="20.5" r="3" fill="none" strokeWidth="2.5" />
  </svg>
);
