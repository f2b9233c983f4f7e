<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Actions</name>
    <message>
        <source>Scenarios...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a scenario from the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run program...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run and watch any program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recording...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at a run that was saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save recording...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this run in a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export picture...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG, SVG or PDF for a slide or a paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends Heddle and everything that it started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it, for real</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End everything that was started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspend process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the selected task&apos;s process (SIGSTOP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activate process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the selected task&apos;s process go on (SIGCONT)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole run in the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the present at the right edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the last view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo zooming and panning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo zooming and panning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter lanes...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only lanes that match a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the cursor and the selection away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seven states</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the two suspended states too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark on light, for print and bright rooms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light on dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys on one page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Diagram</name>
    <message>
        <source>mean %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is visible (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole run (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG, for slides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVG, vector, for editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF, vector, for papers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light, for print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%L1 pixels wide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sharp at any size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is in %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>part of a name, a pid, a kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only lanes that match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Graph</name>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>waits, line 30</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tasks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>kernel: scheduler tracepoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel: switch records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel: sampling of /proc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel: not watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events that were lost. What was lost is shown as unknown, never guessed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost: %L1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Interval</name>
    <message>
        <source>%1 has slept for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 slept for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has been blocked for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was blocked for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has waited %2 for %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waited %2 for %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, held by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; %1 %2</source>
        <comment>who did what</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ran for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ran for %2 on CPU %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was ready for %2: it could run, but had no processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; woken by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was suspended for %2 while it waited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was suspended for %2; it waited for nothing else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was being created for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>who ended how</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What %1 did for %2 nobody can know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaneNames</name>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Recordings (*.heddle);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%L1 tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, 1 object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %L1 objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>States now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who waits for whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locks, semaphores, queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels as at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As promised: %1 (observed: %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not as promised: %1 (observed: %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageStrip</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Object</name>
    <message>
        <source>%1 is held by %2 since %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is held by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who has %1, and who waits?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events were lost: its present state is in doubt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Items in it: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody holds it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody waits for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waits for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting, first in line first: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken %1 times so far; %2 of them had to wait.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ObjectTable</name>
    <message>
        <source>Locks, semaphores, queues</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ObjectTableModel</name>
    <message>
        <source>Events were lost: its present state is in doubt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something that tasks share and wait for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock, semaphore, queue...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free units of a semaphore, items in a queue, the value of a flag or variable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by | waiting, first in line first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who has it at the chosen instant, and who waits for it, in the order in which they came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often it was taken, with and without waiting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often somebody had to wait for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most tasks that ever waited for it at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Drag to move this panel; the View menu hides it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureFrame</name>
    <message numerus="yes">
        <source>%n more lanes below</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgramDialog</name>
    <message>
        <source>Run a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any program, as it is: a compiler run, a script, a server. Its processes and threads, and all that they start, are watched until they end or you stop them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no program “%1” that can be run.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>one process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one fiber</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 fibers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>who ended how</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2 more did not end well either.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most fought over: %1, taken %2 times; %3 of them had to wait, up to %4 at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lasted %1, with %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Together they ran for %1, were ready but without a processor for %2, and blocked for %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click into the timeline to see what everybody did at that instant, and why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does the run do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No task has appeared yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One task: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tasks: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a task in any view to see why it is not running.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunController</name>
    <message>
        <source>Saved to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was ended because it made more tasks than its limit allows.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScenarioDialog</name>
    <message>
        <source>%1: %L2 to %L3; usually %L4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the scenarios</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lines at which tasks wait appear here, for programs that use Heddle&apos;s runtime.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text of %1 is not to be had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wait</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>What is each task doing, and why is it not running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heddle runs real processes, threads and fibers, and shows every change of their state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a scenario</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A deadlock, a semaphore, a queue: small real programs, explained while they run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any program, unmodified, with all the processes and threads that it starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run that was saved: look again, measure, export a picture.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateDiagramView</name>
    <message>
        <source>State diagram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At this instant: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks in it at this instant: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stay has lasted %1 on average in the run so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken in the run so far: %1 times.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateSwitch</name>
    <message>
        <source>%1 states</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>five</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New, ready, running, blocked, terminated. Stopped tasks count as ready or blocked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seven</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also shows which ready and blocked tasks somebody has stopped: the suspended ones.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>%1 does not exist yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does %1 do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why is %1 not running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is created at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked for %1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended for %1 while it waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended for %1 while it waits in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Even when its event comes, it does not run until somebody activates it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended for %1: somebody stopped it from outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits for nothing else: once activated it is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready for %1: it could run, but has no processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New for %1: it is being created and not yet admitted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running for %1 on CPU %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It %1 at %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a zombie: its parent has not asked for its exit status yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can know: here events were lost, or no source reports this task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its carrier %1 is %2: nobody serves its fibers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meanwhile %1 runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meanwhile %1 run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is held by %2 since %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is held by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has not ended yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wait ended when %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waits for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StoryWords</name>
    <message>
        <source>%1 %2</source>
        <comment>kind and name of an object</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 so far)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 in all)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>released it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took an item out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>put an item in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signalled it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>came last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>woke it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who holds %1 is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no free unit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is full: nobody has taken an item out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is empty: nobody has put an item in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has set %1 yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has signalled %1 yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all have come to %1 yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asked to sleep; a timer will wake it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel tells that it waits, not for what.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadlock: %1 waits for itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadlock: %1 and %2 wait for each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadlock: %1 wait for each other in a circle.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskTable</name>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskTableModel</name>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fibers stand under the thread that made them, threads under their process.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process, thread or fiber.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the task is doing at the chosen instant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a blocked task waits for, and on which object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The processor that it runs on, or ran on last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the kernel counts it: a smaller number goes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By which rule the kernel&apos;s scheduler chooses this task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voluntary context switches: how often it gave the processor up to wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preempted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Involuntary context switches: how often the processor was taken away though it could go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it has been running in all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resident memory of its process: what is in main memory now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of its process.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of the thread, as the kernel knows it. A fiber has none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source line that it reported last; without one, the program counter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, held by %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lanes in sight</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WaitGraphView</name>
    <message>
        <source>Who waits for whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadlocks: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody waits for anybody.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks that wait: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waits for %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is held by %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more task waits elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more tasks wait elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody waits for anybody at this instant.
When a task waits for a lock that another one holds, both appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who waits for whom appears here once something runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting, first in line first: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind and name of an object</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Why is it not running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a scenario, run a program, or open a recording.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task is being created: it has its control block, but has not been admitted yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task could run at once, but no processor is free for it: it waits in the ready queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A processor is executing the task&apos;s instructions right now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task waits for an event (a lock, data, a timer). It could not run even if a processor were free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspended, ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task was stopped from outside. It waits for nothing else: once activated it is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspended, blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task was stopped from outside while it waits for an event that has not come yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>terminated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task has ended. Until its parent asks for its exit status it is a zombie.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody could know: events were lost here, or no source reports them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program in execution, with memory of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A flow of control of its own that shares its process&apos;s memory; the kernel schedules it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fiber</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A flow of control that the kernel does not know: a thread carries it, and it runs only while that thread runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A process, thread or fiber.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mutex: at most one task holds it; the others wait in line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>semaphore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A counter of free units: a task takes units or waits; giving back lets the first in line on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A buffer of items: who puts into a full one or takes from an empty one waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A flag: tasks wait until somebody sets it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shared variable whose reads and writes are watched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recursive lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lock that its holder may take again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reader-writer lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lock for many readers or for one writer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks give up a lock and wait here until somebody signals that something has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>barrier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks wait here until all have come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes written at one end are read at the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something that tasks share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scheduler tracepoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel reports every switch and every wake-up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>switch records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel reports every switch, but not who woke a task, nor when it became ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sampling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>States are looked up in /proc at intervals; what happens in between is unknown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runtime only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the program itself reports; the kernel says nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCHED_OTHER: the processor is shared fairly, weighted by the nice value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FIFO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCHED_FIFO: real time, runs until it waits or a higher priority comes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round robin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCHED_RR: real time, equal priorities take turns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCHED_BATCH: fair, for work that nobody waits for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCHED_IDLE: runs only when nothing else wants to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCHED_DEADLINE: the earliest deadline goes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>policy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A policy that this program does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>admit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new task joins the ready queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dispatch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scheduler gives the task a processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scheduler takes the processor away though the task could go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task asks for something that is not there yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the task waited for has come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event, dispatch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the task waited for has come, and it was running at once: nobody reported it ready between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody stops the task from outside (SIGSTOP).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>activate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody lets the stopped task go on (SIGCONT).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task is ended from outside, without running again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was killed by signal %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended with status %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>enumeration</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>heddle::ui</name>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zoom around the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zoom in, out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pan to the left, to the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zoom to the interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>follow the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>select the interval and set the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>previous, next interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lane above, below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift + drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measure from the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back: measure, cursor, selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 intervals within %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held by %1 for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none of the tasks watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPUs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
