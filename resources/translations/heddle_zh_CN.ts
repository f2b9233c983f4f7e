<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
    <context>
        <name>Actions</name>
        <message>
            <source>Scenarios...</source>
            <translation>场景库...</translation>
        </message>
        <message>
            <source>Choose a scenario from the library</source>
            <translation>从场景库中选择一个场景</translation>
        </message>
        <message>
            <source>Run program...</source>
            <translation>运行程序...</translation>
        </message>
        <message>
            <source>Run and watch any program</source>
            <translation>运行并观察任意程序</translation>
        </message>
        <message>
            <source>Open recording...</source>
            <translation>打开记录...</translation>
        </message>
        <message>
            <source>Look at a run that was saved</source>
            <translation>查看已保存的一次运行</translation>
        </message>
        <message>
            <source>Save recording...</source>
            <translation>保存记录...</translation>
        </message>
        <message>
            <source>Keep this run in a file</source>
            <translation>把这次运行保存到文件</translation>
        </message>
        <message>
            <source>Export picture...</source>
            <translation>导出图片...</translation>
        </message>
        <message>
            <source>PNG, SVG or PDF for a slide or a paper</source>
            <translation>用于幻灯片或论文的 PNG、SVG 或 PDF</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Ends Heddle and everything that it started</source>
            <translation>结束 Heddle 以及它启动的一切</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Run it, for real</source>
            <translation>真正运行它</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>End everything that was started</source>
            <translation>结束所有已启动的任务</translation>
        </message>
        <message>
            <source>Suspend process</source>
            <translation>挂起进程</translation>
        </message>
        <message>
            <source>Stop the selected task's process (SIGSTOP)</source>
            <translation>停住所选任务的进程（SIGSTOP）</translation>
        </message>
        <message>
            <source>Activate process</source>
            <translation>激活进程</translation>
        </message>
        <message>
            <source>Let the selected task's process go on (SIGCONT)</source>
            <translation>让所选任务的进程继续（SIGCONT）</translation>
        </message>
        <message>
            <source>Show everything</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>The whole run in the window</source>
            <translation>在窗口中显示整个运行</translation>
        </message>
        <message>
            <source>Follow the run</source>
            <translation>跟随运行</translation>
        </message>
        <message>
            <source>Keep the present at the right edge</source>
            <translation>让当前时刻保持在右边缘</translation>
        </message>
        <message>
            <source>Back to the last view</source>
            <translation>回到上一个视图</translation>
        </message>
        <message>
            <source>Undo zooming and panning</source>
            <translation>撤销缩放和平移</translation>
        </message>
        <message>
            <source>Forward again</source>
            <translation>再向前</translation>
        </message>
        <message>
            <source>Redo zooming and panning</source>
            <translation>重做缩放和平移</translation>
        </message>
        <message>
            <source>Filter lanes...</source>
            <translation>筛选泳道...</translation>
        </message>
        <message>
            <source>Show only lanes that match a text</source>
            <translation>只显示与文字匹配的泳道</translation>
        </message>
        <message>
            <source>Back to the present</source>
            <translation>回到现在</translation>
        </message>
        <message>
            <source>Take the cursor and the selection away</source>
            <translation>取消光标和选择</translation>
        </message>
        <message>
            <source>Seven states</source>
            <translation>七状态</translation>
        </message>
        <message>
            <source>Show the two suspended states too</source>
            <translation>同时显示两个挂起状态</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark on light, for print and bright rooms</source>
            <translation>浅底深字，适合打印和明亮的教室</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Light on dark</source>
            <translation>深底浅字</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>按键</translation>
        </message>
        <message>
            <source>All keys on one page</source>
            <translation>一页列出所有按键</translation>
        </message>
    </context>
    <context>
        <name>Diagram</name>
        <message>
            <source>mean %1</source>
            <translation>平均 %1</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export picture</source>
            <translation>导出图片</translation>
        </message>
        <message>
            <source>What is visible (%1)</source>
            <translation>可见部分（%1）</translation>
        </message>
        <message>
            <source>The whole run (%1)</source>
            <translation>整个运行（%1）</translation>
        </message>
        <message>
            <source>PNG, for slides</source>
            <translation>PNG，用于幻灯片</translation>
        </message>
        <message>
            <source>SVG, vector, for editing</source>
            <translation>SVG，矢量，便于编辑</translation>
        </message>
        <message>
            <source>PDF, vector, for papers</source>
            <translation>PDF，矢量，用于论文</translation>
        </message>
        <message>
            <source>Light, for print</source>
            <translation>浅色，用于打印</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Range</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>标题</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽度</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>缩放</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>Export...</source>
            <translation>导出...</translation>
        </message>
        <message>
            <source>%L1 pixels wide</source>
            <translation>宽 %L1 像素</translation>
        </message>
        <message>
            <source>sharp at any size</source>
            <translation>任何尺寸都清晰</translation>
        </message>
        <message>
            <source>The picture is in %1.</source>
            <translation>图片已保存到 %1。</translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message>
            <source>part of a name, a pid, a kind</source>
            <translation>名称的一部分、pid 或种类</translation>
        </message>
        <message>
            <source>Show only lanes that match</source>
            <translation>只显示匹配的泳道</translation>
        </message>
        <message>
            <source>Show only</source>
            <translation>只显示</translation>
        </message>
    </context>
    <context>
        <name>Graph</name>
        <message>
            <source>waits</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>held by</source>
            <translation>持有者</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>waits, line 30</comment>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>%1 tasks</source>
            <translation>%1 个任务</translation>
        </message>
    </context>
    <context>
        <name>HeaderBar</name>
        <message>
            <source>kernel: scheduler tracepoints</source>
            <translation>内核：调度器跟踪点</translation>
        </message>
        <message>
            <source>kernel: switch records</source>
            <translation>内核：切换记录</translation>
        </message>
        <message>
            <source>kernel: sampling of /proc</source>
            <translation>内核：对 /proc 采样</translation>
        </message>
        <message>
            <source>kernel: not watched</source>
            <translation>内核：未观察</translation>
        </message>
        <message>
            <source>Events that were lost. What was lost is shown as unknown, never guessed.</source>
            <translation>丢失的事件。丢失的部分显示为“未知”，绝不猜测。</translation>
        </message>
        <message>
            <source>lost: %L1</source>
            <translation>丢失：%L1</translation>
        </message>
    </context>
    <context>
        <name>Interval</name>
        <message>
            <source>%1 has slept for %2</source>
            <translation>%1 已睡眠 %2</translation>
        </message>
        <message>
            <source>%1 slept for %2</source>
            <translation>%1 睡眠了 %2</translation>
        </message>
        <message>
            <source>%1 has been blocked for %2</source>
            <translation>%1 已阻塞 %2</translation>
        </message>
        <message>
            <source>%1 was blocked for %2</source>
            <translation>%1 阻塞了 %2</translation>
        </message>
        <message>
            <source>%1 has waited %2 for %3</source>
            <translation>%1 已等待 %2，等的是%3</translation>
        </message>
        <message>
            <source>%1 waited %2 for %3</source>
            <translation>%1 等待了 %2，等的是%3</translation>
        </message>
        <message>
            <source>, held by %1</source>
            <translation>，由 %1 持有</translation>
        </message>
        <message>
            <source>; %1 %2</source>
            <comment>who did what</comment>
            <translation>；%1 %2</translation>
        </message>
        <message>
            <source>%1 ran for %2</source>
            <translation>%1 运行了 %2</translation>
        </message>
        <message>
            <source>%1 ran for %2 on CPU %3</source>
            <translation>%1 运行了 %2，在 CPU %3 上</translation>
        </message>
        <message>
            <source>%1 was ready for %2: it could run, but had no processor</source>
            <translation>%1 就绪了 %2：可以运行，但没有处理机</translation>
        </message>
        <message>
            <source>; woken by %1</source>
            <translation>；由 %1 唤醒</translation>
        </message>
        <message>
            <source>%1 was suspended for %2 while it waited</source>
            <translation>%1 在等待中被挂起 %2</translation>
        </message>
        <message>
            <source>%1 was suspended for %2; it waited for nothing else</source>
            <translation>%1 被挂起 %2；它没有在等待别的事件</translation>
        </message>
        <message>
            <source>%1 was being created for %2</source>
            <translation>%1 的创建用了 %2</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>who ended how</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>What %1 did for %2 nobody can know</source>
            <translation>%1 在 %2 内做了什么，谁也无法知道</translation>
        </message>
        <message>
            <source>since %1</source>
            <translation>自 %1 起</translation>
        </message>
        <message>
            <source>from %1 to %2</source>
            <translation>从 %1 到 %2</translation>
        </message>
    </context>
    <context>
        <name>KeysPage</name>
        <message>
            <source>Keys</source>
            <translation>按键</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>窗口</translation>
        </message>
    </context>
    <context>
        <name>LaneNames</name>
        <message>
            <source>Tasks</source>
            <translation>任务</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Recordings (*.heddle);;All files (*)</source>
            <translation>记录 (*.heddle);;所有文件 (*)</translation>
        </message>
        <message>
            <source>1 task</source>
            <translation>1 个任务</translation>
        </message>
        <message>
            <source>%L1 tasks</source>
            <translation>%L1 个任务</translation>
        </message>
        <message>
            <source>, 1 object</source>
            <translation>，1 个对象</translation>
        </message>
        <message>
            <source>, %L1 objects</source>
            <translation>，%L1 个对象</translation>
        </message>
        <message>
            <source>States now</source>
            <translation>当前状态</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>为什么</translation>
        </message>
        <message>
            <source>Who waits for whom</source>
            <translation>谁在等谁</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>源代码</translation>
        </message>
        <message>
            <source>Tasks</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Locks, semaphores, queues</source>
            <translation>锁、信号量、队列</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>Panels as at first</source>
            <translation>恢复最初的面板</translation>
        </message>
        <message>
            <source>Open recording</source>
            <translation>打开记录</translation>
        </message>
        <message>
            <source>Save recording</source>
            <translation>保存记录</translation>
        </message>
        <message>
            <source>As promised: %1 (observed: %2).</source>
            <translation>符合预期：%1（观察到：%2）。</translation>
        </message>
        <message>
            <source>Not as promised: %1 (observed: %2).</source>
            <translation>不符合预期：%1（观察到：%2）。</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>再次运行</translation>
        </message>
    </context>
    <context>
        <name>MessageStrip</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>Object</name>
        <message>
            <source>%1 is held by %2 since %3</source>
            <translation>%1 由 %2 持有，自 %3 起</translation>
        </message>
        <message>
            <source>%1 is held by %2</source>
            <translation>%1 由 %2 持有</translation>
        </message>
        <message>
            <source>Who has %1, and who waits?</source>
            <translation>谁持有%1，谁在等待？</translation>
        </message>
        <message>
            <source>Events were lost: its present state is in doubt.</source>
            <translation>有事件丢失：它现在的状态存疑。</translation>
        </message>
        <message>
            <source>Items in it: %1</source>
            <translation>其中的项数：%1</translation>
        </message>
        <message>
            <source>Nobody holds it.</source>
            <translation>没有任务持有它。</translation>
        </message>
        <message>
            <source>Nobody waits for it.</source>
            <translation>没有任务在等它。</translation>
        </message>
        <message>
            <source>%1 waits for it</source>
            <translation>%1 在等它</translation>
        </message>
        <message>
            <source>Waiting, first in line first: %1</source>
            <translation>等待队列，排在前面的在前：%1</translation>
        </message>
        <message>
            <source>Taken %1 times so far; %2 of them had to wait.</source>
            <translation>至今被取得 %1 次，其中 %2 次需要等待。</translation>
        </message>
    </context>
    <context>
        <name>ObjectTable</name>
        <message>
            <source>Locks, semaphores, queues</source>
            <translation>锁、信号量、队列</translation>
        </message>
    </context>
    <context>
        <name>ObjectTableModel</name>
        <message>
            <source>Events were lost: its present state is in doubt.</source>
            <translation>有事件丢失：它现在的状态存疑。</translation>
        </message>
        <message>
            <source>Object</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>Something that tasks share and wait for.</source>
            <translation>任务共享并等待的东西。</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>Lock, semaphore, queue...</source>
            <translation>锁、信号量、队列……</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Free units of a semaphore, items in a queue, the value of a flag or variable.</source>
            <translation>信号量的空闲单位数、队列中的项数、标志或变量的值。</translation>
        </message>
        <message>
            <source>Held by | waiting, first in line first</source>
            <translation>持有者 | 等待者，排在前面的在前</translation>
        </message>
        <message>
            <source>Who has it at the chosen instant, and who waits for it, in the order in which they came.</source>
            <translation>在所选时刻谁持有它，谁按到达的次序在等它。</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>取得</translation>
        </message>
        <message>
            <source>How often it was taken, with and without waiting.</source>
            <translation>被取得的次数，包括等待过和没有等待的。</translation>
        </message>
        <message>
            <source>Waited</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>How often somebody had to wait for it.</source>
            <translation>有任务需要等待它的次数。</translation>
        </message>
        <message>
            <source>Longest line</source>
            <translation>最长队列</translation>
        </message>
        <message>
            <source>The most tasks that ever waited for it at once.</source>
            <translation>同时等待它的任务最多有多少个。</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>free</source>
            <translation>空闲</translation>
        </message>
        <message>
            <source>held</source>
            <translation>被持有</translation>
        </message>
        <message>
            <source>%1 of %2 free</source>
            <translation>空闲 %1 / %2</translation>
        </message>
        <message>
            <source>%1 free</source>
            <translation>空闲 %1</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>set</source>
            <translation>已置位</translation>
        </message>
        <message>
            <source>not set</source>
            <translation>未置位</translation>
        </message>
        <message>
            <source>held by %1</source>
            <translation>由 %1 持有</translation>
        </message>
        <message>
            <source>waiting: %1</source>
            <translation>等待者：%1</translation>
        </message>
    </context>
    <context>
        <name>Panel</name>
        <message>
            <source>Drag to move this panel; the View menu hides it.</source>
            <translation>拖动可移动此面板；在“视图”菜单中可隐藏它。</translation>
        </message>
    </context>
    <context>
        <name>PictureFrame</name>
        <message numerus="yes">
            <source>%n more lanes below</source>
            <translation>
                <numerusform>下面还有 %n 条泳道</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProgramDialog</name>
        <message>
            <source>Run a program</source>
            <translation>运行程序</translation>
        </message>
        <message>
            <source>Any program, as it is: a compiler run, a script, a server. Its processes and threads, and all that they start, are watched until they end or you stop them.</source>
            <translation>任意程序，无需修改：一次编译、一个脚本、一个服务器。它的进程和线程，以及它们启动的一切，都会被观察，直到结束或被您停止。</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>命令行</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Choose...</source>
            <translation>选择...</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>In folder</source>
            <translation>所在文件夹</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Run in folder</source>
            <translation>在文件夹中运行</translation>
        </message>
        <message>
            <source>There is no folder “%1”.</source>
            <translation>没有文件夹“%1”。</translation>
        </message>
        <message>
            <source>There is no program “%1” that can be run.</source>
            <translation>没有可以运行的程序“%1”。</translation>
        </message>
    </context>
    <context>
        <name>Run</name>
        <message>
            <source>one process</source>
            <translation>一个进程</translation>
        </message>
        <message>
            <source>%1 processes</source>
            <translation>%1 个进程</translation>
        </message>
        <message>
            <source>one thread</source>
            <translation>一个线程</translation>
        </message>
        <message>
            <source>%1 threads</source>
            <translation>%1 个线程</translation>
        </message>
        <message>
            <source>one fiber</source>
            <translation>一个纤程</translation>
        </message>
        <message>
            <source>%1 fibers</source>
            <translation>%1 个纤程</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>who ended how</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>%1.</source>
            <translation>%1。</translation>
        </message>
        <message>
            <source>%1; %2 more did not end well either.</source>
            <translation>%1；另有 %2 个也没有正常结束。</translation>
        </message>
        <message>
            <source>Most fought over: %1, taken %2 times; %3 of them had to wait, up to %4 at once.</source>
            <translation>争用最多的是%1：被取得 %2 次，其中 %3 次需要等待，最多 %4 个同时等待。</translation>
        </message>
        <message>
            <source>The run has ended</source>
            <translation>运行已结束</translation>
        </message>
        <message>
            <source>It lasted %1, with %2.</source>
            <translation>历时 %1，共有%2。</translation>
        </message>
        <message>
            <source>Together they ran for %1, were ready but without a processor for %2, and blocked for %3.</source>
            <translation>它们总共运行 %1，就绪但没有处理机 %2，阻塞 %3。</translation>
        </message>
        <message>
            <source>Click into the timeline to see what everybody did at that instant, and why.</source>
            <translation>在时间线上单击，查看每个任务在那一刻在做什么、为什么。</translation>
        </message>
        <message>
            <source>What does the run do?</source>
            <translation>这次运行在做什么？</translation>
        </message>
        <message>
            <source>No task has appeared yet.</source>
            <translation>还没有任务出现。</translation>
        </message>
        <message>
            <source>One task: %1.</source>
            <translation>一个任务：%1。</translation>
        </message>
        <message>
            <source>%1 tasks: %2.</source>
            <translation>%1 个任务：%2。</translation>
        </message>
        <message>
            <source>Choose a task in any view to see why it is not running.</source>
            <translation>在任意视图中选择一个任务，查看它为什么没有运行。</translation>
        </message>
    </context>
    <context>
        <name>RunController</name>
        <message>
            <source>Saved to %1.</source>
            <translation>已保存到 %1。</translation>
        </message>
        <message>
            <source>It was ended because it made more tasks than its limit allows.</source>
            <translation>它创建的任务超过了限额，因此被结束。</translation>
        </message>
    </context>
    <context>
        <name>ScenarioDialog</name>
        <message>
            <source>%1: %L2 to %L3; usually %L4</source>
            <translation>%1：%L2 到 %L3；通常为 %L4</translation>
        </message>
        <message>
            <source>Scenarios</source>
            <translation>场景</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Search the scenarios</source>
            <translation>搜索场景</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Predict: %1</source>
            <translation>先预测：%1</translation>
        </message>
    </context>
    <context>
        <name>SourcePanel</name>
        <message>
            <source>Source</source>
            <translation>源代码</translation>
        </message>
        <message>
            <source>The lines at which tasks wait appear here, for programs that use Heddle's runtime.</source>
            <translation>对于使用 Heddle 运行库的程序，这里显示任务等待所在的源代码行。</translation>
        </message>
        <message>
            <source>The text of %1 is not to be had.</source>
            <translation>无法取得 %1 的内容。</translation>
        </message>
        <message>
            <source>%1 waits</source>
            <translation>%1 在等待</translation>
        </message>
        <message>
            <source>%1 tasks</source>
            <translation>%1 个任务</translation>
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation>%1 等另外 %2 个</translation>
        </message>
        <message>
            <source>%1 wait</source>
            <translation>%1 在等待</translation>
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>What is each task doing, and why is it not running?</source>
            <translation>每个任务在做什么？它为什么没有运行？</translation>
        </message>
        <message>
            <source>Heddle runs real processes, threads and fibers, and shows every change of their state.</source>
            <translation>Heddle 运行真实的进程、线程和纤程，并显示它们的每一次状态变化。</translation>
        </message>
        <message>
            <source>Run a scenario</source>
            <translation>运行场景</translation>
        </message>
        <message>
            <source>A deadlock, a semaphore, a queue: small real programs, explained while they run.</source>
            <translation>死锁、信号量、队列：小而真实的程序，边运行边解释。</translation>
        </message>
        <message>
            <source>Run a program</source>
            <translation>运行程序</translation>
        </message>
        <message>
            <source>Any program, unmodified, with all the processes and threads that it starts.</source>
            <translation>任意程序，无需修改，连同它启动的所有进程和线程。</translation>
        </message>
        <message>
            <source>Open a recording</source>
            <translation>打开记录</translation>
        </message>
        <message>
            <source>A run that was saved: look again, measure, export a picture.</source>
            <translation>一次已保存的运行：重新查看、测量、导出图片。</translation>
        </message>
    </context>
    <context>
        <name>StateDiagramView</name>
        <message>
            <source>State diagram</source>
            <translation>状态图</translation>
        </message>
        <message>
            <source>At this instant: %1.</source>
            <translation>此刻：%1。</translation>
        </message>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message>
            <source>Nothing is running.</source>
            <translation>没有任务在运行。</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Tasks in it at this instant: %1.</source>
            <translation>此刻处于该状态的任务：%1。</translation>
        </message>
        <message>
            <source>A stay has lasted %1 on average in the run so far.</source>
            <translation>至今在该状态平均停留 %1。</translation>
        </message>
        <message>
            <source>Taken in the run so far: %1 times.</source>
            <translation>至今发生了 %1 次。</translation>
        </message>
    </context>
    <context>
        <name>StateSwitch</name>
        <message>
            <source>%1 states</source>
            <translation>%1状态</translation>
        </message>
        <message>
            <source>five</source>
            <translation>五</translation>
        </message>
        <message>
            <source>New, ready, running, blocked, terminated. Stopped tasks count as ready or blocked.</source>
            <translation>新建、就绪、运行、阻塞、终止。被停住的任务算作就绪或阻塞。</translation>
        </message>
        <message>
            <source>seven</source>
            <translation>七</translation>
        </message>
        <message>
            <source>Also shows which ready and blocked tasks somebody has stopped: the suspended ones.</source>
            <translation>还显示哪些就绪和阻塞的任务被停住了，即被挂起的任务。</translation>
        </message>
    </context>
    <context>
        <name>Story</name>
        <message>
            <source>%1 does not exist yet</source>
            <translation>%1 还不存在</translation>
        </message>
        <message>
            <source>%1 is running</source>
            <translation>%1 正在运行</translation>
        </message>
        <message>
            <source>%1 has ended</source>
            <translation>%1 已结束</translation>
        </message>
        <message>
            <source>What does %1 do?</source>
            <translation>%1 在做什么？</translation>
        </message>
        <message>
            <source>Why is %1 not running?</source>
            <translation>%1 为什么没有运行？</translation>
        </message>
        <message>
            <source>It is created at %1.</source>
            <translation>它在 %1 被创建。</translation>
        </message>
        <message>
            <source>Blocked for %1</source>
            <translation>已阻塞 %1</translation>
        </message>
        <message>
            <source>Blocked for %1 in %2</source>
            <translation>已阻塞 %1，在 %2</translation>
        </message>
        <message>
            <source>Suspended for %1 while it waits</source>
            <translation>在等待中被挂起 %1</translation>
        </message>
        <message>
            <source>Suspended for %1 while it waits in %2</source>
            <translation>在 %2 等待中被挂起 %1</translation>
        </message>
        <message>
            <source>Even when its event comes, it does not run until somebody activates it.</source>
            <translation>即使它等待的事件发生，在被激活之前它也不会运行。</translation>
        </message>
        <message>
            <source>Suspended for %1: somebody stopped it from outside.</source>
            <translation>已挂起 %1：它从外部被停住。</translation>
        </message>
        <message>
            <source>It waits for nothing else: once activated it is ready.</source>
            <translation>它不等待别的事件：一旦激活就是就绪。</translation>
        </message>
        <message>
            <source>Ready for %1: it could run, but has no processor.</source>
            <translation>已就绪 %1：可以运行，但没有处理机。</translation>
        </message>
        <message>
            <source>New for %1: it is being created and not yet admitted.</source>
            <translation>新建 %1：正在创建，还没有被接纳。</translation>
        </message>
        <message>
            <source>Running for %1</source>
            <translation>已运行 %1</translation>
        </message>
        <message>
            <source>Running for %1 on CPU %2</source>
            <translation>已运行 %1，在 CPU %2 上</translation>
        </message>
        <message>
            <source>It %1 at %2.</source>
            <translation>它%1，时刻 %2。</translation>
        </message>
        <message>
            <source>It is a zombie: its parent has not asked for its exit status yet.</source>
            <translation>它是僵尸进程：父进程还没有取走它的退出状态。</translation>
        </message>
        <message>
            <source>Nobody can know: here events were lost, or no source reports this task.</source>
            <translation>谁也无法知道：这里丢失了事件，或者没有来源报告这个任务。</translation>
        </message>
        <message>
            <source>Its carrier %1 is %2: nobody serves its fibers</source>
            <translation>承载它的线程 %1 处于%2：没有人为它的纤程服务</translation>
        </message>
        <message>
            <source>Meanwhile %1 runs.</source>
            <translation>此时 %1 在运行。</translation>
        </message>
        <message>
            <source>Meanwhile %1 run.</source>
            <translation>此时 %1 在运行。</translation>
        </message>
        <message>
            <source>%1 is held by %2 since %3</source>
            <translation>%1 由 %2 持有，自 %3 起</translation>
        </message>
        <message>
            <source>%1 is held by %2</source>
            <translation>%1 由 %2 持有</translation>
        </message>
        <message>
            <source>%1 has not ended yet</source>
            <translation>%1 还没有结束</translation>
        </message>
        <message>
            <source>The wait ended when %1 %2</source>
            <translation>当 %1 %2时，等待结束</translation>
        </message>
        <message>
            <source>%1 is %2</source>
            <translation>%1 处于%2</translation>
        </message>
        <message>
            <source>%1 waits for %2</source>
            <translation>%1 在等%2</translation>
        </message>
        <message>
            <source>%1 is blocked</source>
            <translation>%1 被阻塞</translation>
        </message>
        <message>
            <source>%1 is in %2</source>
            <translation>%1 在 %2 中</translation>
        </message>
    </context>
    <context>
        <name>StoryWords</name>
        <message>
            <source>%1 %2</source>
            <comment>kind and name of an object</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>, %1</source>
            <translation>，%1</translation>
        </message>
        <message>
            <source>%1 (%2 so far)</source>
            <translation>%1（至今 %2）</translation>
        </message>
        <message>
            <source>%1 (%2 in all)</source>
            <translation>%1（共 %2）</translation>
        </message>
        <message>
            <source>released it</source>
            <translation>释放了它</translation>
        </message>
        <message>
            <source>took an item out</source>
            <translation>取出了一项</translation>
        </message>
        <message>
            <source>put an item in</source>
            <translation>放入了一项</translation>
        </message>
        <message>
            <source>set it</source>
            <translation>将它置位</translation>
        </message>
        <message>
            <source>signalled it</source>
            <translation>发出了信号</translation>
        </message>
        <message>
            <source>came last</source>
            <translation>最后到达</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>结束</translation>
        </message>
        <message>
            <source>woke it</source>
            <translation>唤醒了它</translation>
        </message>
        <message>
            <source>Who holds %1 is not known.</source>
            <translation>不知道谁持有%1。</translation>
        </message>
        <message>
            <source>%1 has no free unit.</source>
            <translation>%1没有空闲单位。</translation>
        </message>
        <message>
            <source>%1 is full: nobody has taken an item out.</source>
            <translation>%1已满：还没有任务取出一项。</translation>
        </message>
        <message>
            <source>%1 is empty: nobody has put an item in.</source>
            <translation>%1为空：还没有任务放入一项。</translation>
        </message>
        <message>
            <source>Nobody has set %1 yet.</source>
            <translation>还没有任务将%1置位。</translation>
        </message>
        <message>
            <source>Nobody has signalled %1 yet.</source>
            <translation>还没有任务向%1发信号。</translation>
        </message>
        <message>
            <source>Not all have come to %1 yet.</source>
            <translation>还没有全部到达%1。</translation>
        </message>
        <message>
            <source>It asked to sleep; a timer will wake it.</source>
            <translation>它请求睡眠；定时器会唤醒它。</translation>
        </message>
        <message>
            <source>The kernel tells that it waits, not for what.</source>
            <translation>内核只说明它在等待，没有说明在等什么。</translation>
        </message>
        <message>
            <source>Deadlock: %1 waits for itself.</source>
            <translation>死锁：%1 在等自己。</translation>
        </message>
        <message>
            <source>Deadlock: %1 and %2 wait for each other.</source>
            <translation>死锁：%1 和 %2 互相等待。</translation>
        </message>
        <message>
            <source>Deadlock: %1 wait for each other in a circle.</source>
            <translation>死锁：%1 循环等待。</translation>
        </message>
    </context>
    <context>
        <name>TaskTable</name>
        <message>
            <source>Tasks</source>
            <translation>任务</translation>
        </message>
    </context>
    <context>
        <name>TaskTableModel</name>
        <message>
            <source>Task</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Fibers stand under the thread that made them, threads under their process.</source>
            <translation>纤程列在创建它的线程之下，线程列在它的进程之下。</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>Process, thread or fiber.</source>
            <translation>进程、线程或纤程。</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>What the task is doing at the chosen instant.</source>
            <translation>任务在所选时刻在做什么。</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>为什么</translation>
        </message>
        <message>
            <source>What a blocked task waits for, and on which object.</source>
            <translation>被阻塞的任务在等什么、在哪个对象上。</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>The processor that it runs on, or ran on last.</source>
            <translation>它正在或最近一次运行所在的处理机。</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>优先级</translation>
        </message>
        <message>
            <source>As the kernel counts it: a smaller number goes first.</source>
            <translation>按内核的计法：数字小的优先。</translation>
        </message>
        <message>
            <source>Policy</source>
            <translation>策略</translation>
        </message>
        <message>
            <source>By which rule the kernel's scheduler chooses this task.</source>
            <translation>内核调度器按什么规则选择这个任务。</translation>
        </message>
        <message>
            <source>Waits</source>
            <translation>等待次数</translation>
        </message>
        <message>
            <source>Voluntary context switches: how often it gave the processor up to wait.</source>
            <translation>自愿上下文切换：它为了等待而让出处理机的次数。</translation>
        </message>
        <message>
            <source>Preempted</source>
            <translation>被抢占</translation>
        </message>
        <message>
            <source>Involuntary context switches: how often the processor was taken away though it could go on.</source>
            <translation>非自愿上下文切换：它本可继续却被夺走处理机的次数。</translation>
        </message>
        <message>
            <source>CPU time</source>
            <translation>CPU 时间</translation>
        </message>
        <message>
            <source>How long it has been running in all.</source>
            <translation>它总共运行了多久。</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Resident memory of its process: what is in main memory now.</source>
            <translation>其进程的常驻内存：现在在主存中的部分。</translation>
        </message>
        <message>
            <source>PID</source>
            <translation>PID</translation>
        </message>
        <message>
            <source>The number of its process.</source>
            <translation>其进程的编号。</translation>
        </message>
        <message>
            <source>TID</source>
            <translation>TID</translation>
        </message>
        <message>
            <source>The number of the thread, as the kernel knows it. A fiber has none.</source>
            <translation>内核所知的线程编号。纤程没有编号。</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>行</translation>
        </message>
        <message>
            <source>The source line that it reported last; without one, the program counter.</source>
            <translation>它最近报告的源代码行；没有时为程序计数器。</translation>
        </message>
        <message>
            <source>not yet there</source>
            <translation>尚未出现</translation>
        </message>
        <message>
            <source>%1, held by %2</source>
            <translation>%1，由 %2 持有</translation>
        </message>
    </context>
    <context>
        <name>TimelineView</name>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>Lanes in sight</source>
            <translation>可见的泳道</translation>
        </message>
    </context>
    <context>
        <name>WaitGraphView</name>
        <message>
            <source>Who waits for whom</source>
            <translation>谁在等谁</translation>
        </message>
        <message>
            <source>Deadlocks: %1.</source>
            <translation>死锁：%1。</translation>
        </message>
        <message>
            <source>Nobody waits for anybody.</source>
            <translation>没有任务在等别的任务。</translation>
        </message>
        <message>
            <source>Tasks that wait: %1.</source>
            <translation>在等待的任务：%1。</translation>
        </message>
        <message>
            <source>%1 waits for %2.</source>
            <translation>%1 在等 %2。</translation>
        </message>
        <message>
            <source>%1 is held by %2.</source>
            <translation>%1 由 %2 持有。</translation>
        </message>
        <message>
            <source>One more task waits elsewhere.</source>
            <translation>还有一个任务在别处等待。</translation>
        </message>
        <message>
            <source>%1 more tasks wait elsewhere.</source>
            <translation>还有 %1 个任务在别处等待。</translation>
        </message>
        <message>
            <source>Nobody waits for anybody at this instant.
When a task waits for a lock that another one holds, both appear here.</source>
            <translation>此刻没有任务在等别的任务。
当一个任务等待另一个任务持有的锁时，两者会出现在这里。</translation>
        </message>
        <message>
            <source>Who waits for whom appears here once something runs.</source>
            <translation>开始运行后，这里显示谁在等谁。</translation>
        </message>
        <message>
            <source>Waiting, first in line first: %1</source>
            <translation>等待队列，排在前面的在前：%1</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>kind and name of an object</comment>
            <translation>%1 %2</translation>
        </message>
    </context>
    <context>
        <name>WhyPanel</name>
        <message>
            <source>Why is it not running?</source>
            <translation>它为什么没有运行？</translation>
        </message>
        <message>
            <source>Nothing is open</source>
            <translation>没有打开任何内容</translation>
        </message>
        <message>
            <source>Open a scenario, run a program, or open a recording.</source>
            <translation>打开一个场景、运行一个程序，或打开一个记录。</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>new</source>
            <translation>新建</translation>
        </message>
        <message>
            <source>The task is being created: it has its control block, but has not been admitted yet.</source>
            <translation>任务正在创建：已有控制块，但还没有被接纳。</translation>
        </message>
        <message>
            <source>ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>The task could run at once, but no processor is free for it: it waits in the ready queue.</source>
            <translation>任务可以立即运行，但没有空闲的处理机：它在就绪队列中等待。</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>A processor is executing the task's instructions right now.</source>
            <translation>处理机正在执行该任务的指令。</translation>
        </message>
        <message>
            <source>blocked</source>
            <translation>阻塞</translation>
        </message>
        <message>
            <source>The task waits for an event (a lock, data, a timer). It could not run even if a processor were free.</source>
            <translation>任务在等待一个事件（锁、数据、定时器）。即使处理机空闲，它也不能运行。</translation>
        </message>
        <message>
            <source>suspended, ready</source>
            <translation>挂起就绪</translation>
        </message>
        <message>
            <source>The task was stopped from outside. It waits for nothing else: once activated it is ready.</source>
            <translation>任务从外部被停住。它不等待别的事件：一旦激活就是就绪。</translation>
        </message>
        <message>
            <source>suspended, blocked</source>
            <translation>挂起阻塞</translation>
        </message>
        <message>
            <source>The task was stopped from outside while it waits for an event that has not come yet.</source>
            <translation>任务在等待尚未发生的事件时从外部被停住。</translation>
        </message>
        <message>
            <source>terminated</source>
            <translation>终止</translation>
        </message>
        <message>
            <source>The task has ended. Until its parent asks for its exit status it is a zombie.</source>
            <translation>任务已结束。在父进程取走退出状态之前，它是僵尸进程。</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>Nobody could know: events were lost here, or no source reports them.</source>
            <translation>谁也无法知道：这里丢失了事件，或者没有来源报告。</translation>
        </message>
        <message>
            <source>process</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>A program in execution, with memory of its own.</source>
            <translation>正在执行的程序，有自己的内存。</translation>
        </message>
        <message>
            <source>thread</source>
            <translation>线程</translation>
        </message>
        <message>
            <source>A flow of control of its own that shares its process's memory; the kernel schedules it.</source>
            <translation>独立的控制流，与所属进程共享内存；由内核调度。</translation>
        </message>
        <message>
            <source>fiber</source>
            <translation>纤程</translation>
        </message>
        <message>
            <source>A flow of control that the kernel does not know: a thread carries it, and it runs only while that thread runs.</source>
            <translation>内核不知道的控制流：由一个线程承载，只在该线程运行时运行。</translation>
        </message>
        <message>
            <source>task</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>A process, thread or fiber.</source>
            <translation>进程、线程或纤程。</translation>
        </message>
        <message>
            <source>lock</source>
            <translation>锁</translation>
        </message>
        <message>
            <source>A mutex: at most one task holds it; the others wait in line.</source>
            <translation>互斥锁：最多由一个任务持有，其余排队等待。</translation>
        </message>
        <message>
            <source>semaphore</source>
            <translation>信号量</translation>
        </message>
        <message>
            <source>A counter of free units: a task takes units or waits; giving back lets the first in line on.</source>
            <translation>空闲单位的计数器：任务取得单位或等待；归还时让队首的任务继续。</translation>
        </message>
        <message>
            <source>queue</source>
            <translation>队列</translation>
        </message>
        <message>
            <source>A buffer of items: who puts into a full one or takes from an empty one waits.</source>
            <translation>存放项的缓冲区：向满队列放入或从空队列取出都要等待。</translation>
        </message>
        <message>
            <source>event</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>A flag: tasks wait until somebody sets it.</source>
            <translation>标志：任务等待，直到有人将它置位。</translation>
        </message>
        <message>
            <source>variable</source>
            <translation>变量</translation>
        </message>
        <message>
            <source>A shared variable whose reads and writes are watched.</source>
            <translation>共享变量，其读写都被观察。</translation>
        </message>
        <message>
            <source>recursive lock</source>
            <translation>可重入锁</translation>
        </message>
        <message>
            <source>A lock that its holder may take again.</source>
            <translation>持有者可以再次取得的锁。</translation>
        </message>
        <message>
            <source>reader-writer lock</source>
            <translation>读写锁</translation>
        </message>
        <message>
            <source>A lock for many readers or for one writer.</source>
            <translation>允许多个读者或一个写者的锁。</translation>
        </message>
        <message>
            <source>condition</source>
            <translation>条件变量</translation>
        </message>
        <message>
            <source>Tasks give up a lock and wait here until somebody signals that something has changed.</source>
            <translation>任务放开锁并在此等待，直到有人发信号说明情况已变。</translation>
        </message>
        <message>
            <source>barrier</source>
            <translation>屏障</translation>
        </message>
        <message>
            <source>Tasks wait here until all have come.</source>
            <translation>任务在此等待，直到全部到达。</translation>
        </message>
        <message>
            <source>pipe</source>
            <translation>管道</translation>
        </message>
        <message>
            <source>Bytes written at one end are read at the other.</source>
            <translation>从一端写入的字节在另一端读出。</translation>
        </message>
        <message>
            <source>object</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>Something that tasks share.</source>
            <translation>任务共享的东西。</translation>
        </message>
        <message>
            <source>scheduler tracepoints</source>
            <translation>调度器跟踪点</translation>
        </message>
        <message>
            <source>The kernel reports every switch and every wake-up.</source>
            <translation>内核报告每一次切换和每一次唤醒。</translation>
        </message>
        <message>
            <source>switch records</source>
            <translation>切换记录</translation>
        </message>
        <message>
            <source>The kernel reports every switch, but not who woke a task, nor when it became ready.</source>
            <translation>内核报告每一次切换，但不报告谁唤醒了任务，也不报告它何时就绪。</translation>
        </message>
        <message>
            <source>sampling</source>
            <translation>采样</translation>
        </message>
        <message>
            <source>States are looked up in /proc at intervals; what happens in between is unknown.</source>
            <translation>定时在 /proc 中查看状态；两次之间发生的事情未知。</translation>
        </message>
        <message>
            <source>runtime only</source>
            <translation>仅运行库</translation>
        </message>
        <message>
            <source>Only the program itself reports; the kernel says nothing.</source>
            <translation>只有程序自己报告；内核没有信息。</translation>
        </message>
        <message>
            <source>fair</source>
            <translation>公平</translation>
        </message>
        <message>
            <source>SCHED_OTHER: the processor is shared fairly, weighted by the nice value.</source>
            <translation>SCHED_OTHER：按 nice 值加权，公平地共享处理机。</translation>
        </message>
        <message>
            <source>FIFO</source>
            <translation>先进先出</translation>
        </message>
        <message>
            <source>SCHED_FIFO: real time, runs until it waits or a higher priority comes.</source>
            <translation>SCHED_FIFO：实时，运行到它等待或更高优先级到来为止。</translation>
        </message>
        <message>
            <source>round robin</source>
            <translation>时间片轮转</translation>
        </message>
        <message>
            <source>SCHED_RR: real time, equal priorities take turns.</source>
            <translation>SCHED_RR：实时，相同优先级轮流运行。</translation>
        </message>
        <message>
            <source>batch</source>
            <translation>批处理</translation>
        </message>
        <message>
            <source>SCHED_BATCH: fair, for work that nobody waits for.</source>
            <translation>SCHED_BATCH：公平，用于没有人等待的工作。</translation>
        </message>
        <message>
            <source>idle</source>
            <translation>空闲</translation>
        </message>
        <message>
            <source>SCHED_IDLE: runs only when nothing else wants to.</source>
            <translation>SCHED_IDLE：只在没有别的任务要运行时运行。</translation>
        </message>
        <message>
            <source>deadline</source>
            <translation>截止期</translation>
        </message>
        <message>
            <source>SCHED_DEADLINE: the earliest deadline goes first.</source>
            <translation>SCHED_DEADLINE：截止期最早的优先。</translation>
        </message>
        <message>
            <source>policy %1</source>
            <translation>策略 %1</translation>
        </message>
        <message>
            <source>A policy that this program does not know.</source>
            <translation>本程序不认识的策略。</translation>
        </message>
        <message>
            <source>admit</source>
            <translation>接纳</translation>
        </message>
        <message>
            <source>The new task joins the ready queue.</source>
            <translation>新任务进入就绪队列。</translation>
        </message>
        <message>
            <source>dispatch</source>
            <translation>调度</translation>
        </message>
        <message>
            <source>The scheduler gives the task a processor.</source>
            <translation>调度器把处理机分给该任务。</translation>
        </message>
        <message>
            <source>preempt</source>
            <translation>抢占</translation>
        </message>
        <message>
            <source>The scheduler takes the processor away though the task could go on.</source>
            <translation>任务本可继续，调度器却收回处理机。</translation>
        </message>
        <message>
            <source>wait</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>The task asks for something that is not there yet.</source>
            <translation>任务请求的东西还没有。</translation>
        </message>
        <message>
            <source>What the task waited for has come.</source>
            <translation>任务等待的东西到了。</translation>
        </message>
        <message>
            <source>event, dispatch</source>
            <translation>事件、调度</translation>
        </message>
        <message>
            <source>What the task waited for has come, and it was running at once: nobody reported it ready between.</source>
            <translation>任务等待的东西到了，并且立即运行：其间没有人报告它就绪。</translation>
        </message>
        <message>
            <source>exit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>The task ends.</source>
            <translation>任务结束。</translation>
        </message>
        <message>
            <source>suspend</source>
            <translation>挂起</translation>
        </message>
        <message>
            <source>Somebody stops the task from outside (SIGSTOP).</source>
            <translation>有人从外部停住该任务（SIGSTOP）。</translation>
        </message>
        <message>
            <source>activate</source>
            <translation>激活</translation>
        </message>
        <message>
            <source>Somebody lets the stopped task go on (SIGCONT).</source>
            <translation>有人让被停住的任务继续（SIGCONT）。</translation>
        </message>
        <message>
            <source>kill</source>
            <translation>杀死</translation>
        </message>
        <message>
            <source>The task is ended from outside, without running again.</source>
            <translation>任务从外部被结束，不再运行。</translation>
        </message>
        <message>
            <source>line %1</source>
            <translation>第 %1 行</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>结束</translation>
        </message>
        <message>
            <source>was killed by signal %1</source>
            <translation>被信号 %1 杀死</translation>
        </message>
        <message>
            <source>ended with status %1</source>
            <translation>以状态 %1 结束</translation>
        </message>
        <message>
            <source>%1 and %2</source>
            <comment>enumeration</comment>
            <translation>%1 和 %2</translation>
        </message>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation>%1 等另外 %2 个</translation>
        </message>
    </context>
    <context>
        <name>heddle::ui</name>
        <message>
            <source>Wheel</source>
            <translation>滚轮</translation>
        </message>
        <message>
            <source>zoom around the pointer</source>
            <translation>以指针为中心缩放</translation>
        </message>
        <message>
            <source>Drag</source>
            <translation>拖动</translation>
        </message>
        <message>
            <source>pan</source>
            <translation>平移</translation>
        </message>
        <message>
            <source>zoom in, out</source>
            <translation>放大、缩小</translation>
        </message>
        <message>
            <source>pan to the left, to the right</source>
            <translation>向左、向右平移</translation>
        </message>
        <message>
            <source>Double click</source>
            <translation>双击</translation>
        </message>
        <message>
            <source>zoom to the interval</source>
            <translation>缩放到该区间</translation>
        </message>
        <message>
            <source>show everything</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>follow the run</source>
            <translation>跟随运行</translation>
        </message>
        <message>
            <source>Click</source>
            <translation>单击</translation>
        </message>
        <message>
            <source>select the interval and set the cursor</source>
            <translation>选择区间并放置光标</translation>
        </message>
        <message>
            <source>previous, next interval</source>
            <translation>上一个、下一个区间</translation>
        </message>
        <message>
            <source>lane above, below</source>
            <translation>上一条、下一条泳道</translation>
        </message>
        <message>
            <source>Shift + drag</source>
            <translation>Shift + 拖动</translation>
        </message>
        <message>
            <source>measure</source>
            <translation>测量</translation>
        </message>
        <message>
            <source>measure from the cursor</source>
            <translation>从光标处测量</translation>
        </message>
        <message>
            <source>back: measure, cursor, selection</source>
            <translation>后退：测量、光标、选择</translation>
        </message>
        <message>
            <source>%1 intervals within %2: %3</source>
            <translation>%2 内有 %1 个区间：%3</translation>
        </message>
        <message>
            <source>held by %1 for %2</source>
            <translation>由 %1 持有 %2</translation>
        </message>
        <message>
            <source>%1 waiting</source>
            <translation>%1 个在等待</translation>
        </message>
        <message>
            <source>none of the tasks watched</source>
            <translation>不是被观察的任务</translation>
        </message>
        <message>
            <source>waiting for %1</source>
            <translation>等待 %1</translation>
        </message>
        <message>
            <source>CPU %1</source>
            <translation>CPU %1</translation>
        </message>
        <message>
            <source>Objects</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>CPU</translation>
        </message>
    </context>
</TS>
