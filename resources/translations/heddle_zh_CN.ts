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
        <source>Stop the selected task&apos;s process (SIGSTOP)</source>
        <translation>停住所选任务的进程（SIGSTOP）</translation>
    </message>
    <message>
        <source>Activate process</source>
        <translation>激活进程</translation>
    </message>
    <message>
        <source>Let the selected task&apos;s process go on (SIGCONT)</source>
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
    <message>
        <source>Open schedule...</source>
        <translation>打开调度...</translation>
    </message>
    <message>
        <source>Step through the choices that were saved</source>
        <translation>按保存的选择逐步执行</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>The same for real, but step by step: a task goes on only when you say so</source>
        <translation>同样真实运行，但逐步进行：只有您允许，任务才继续</translation>
    </message>
    <message>
        <source>Find it for me...</source>
        <translation>替我找...</translation>
    </message>
    <message>
        <source>Search the schedules for one that fails: a deadlock, an expectation that does not hold...</source>
        <translation>在各种调度中寻找会失败的：死锁、不成立的期望……</translation>
    </message>
</context>
<context>
    <name>BranchComparison</name>
    <message>
        <source>does not exist</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>before %1</source>
        <translation>在 %1 之前</translation>
    </message>
    <message>
        <source>blocked in %1</source>
        <translation>阻塞于 %1</translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation>由 %1 持有</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>可继续</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind and name of an object</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>CommandDialogs</name>
    <message>
        <source>Recordings (*.heddle);;All files (*)</source>
        <translation>记录 (*.heddle);;所有文件 (*)</translation>
    </message>
    <message>
        <source>the schedule found</source>
        <translation>找到的调度</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Open schedule</source>
        <translation>打开调度</translation>
    </message>
    <message>
        <source>Schedules (*.schedule);;All files (*)</source>
        <translation>调度 (*.schedule);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save recording</source>
        <translation>保存记录</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare branches</source>
        <translation>比较分支</translation>
    </message>
    <message>
        <source>First branch</source>
        <translation>第一个分支</translation>
    </message>
    <message>
        <source>Second branch</source>
        <translation>第二个分支</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差别</translation>
    </message>
    <message>
        <source>First</source>
        <translation>第一个</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>第二个</translation>
    </message>
    <message>
        <source>and</source>
        <translation>和</translation>
    </message>
    <message>
        <source>Choose two branches.</source>
        <translation>请选择两个分支。</translation>
    </message>
    <message>
        <source>They part at the start.</source>
        <translation>它们从开头就分开。</translation>
    </message>
    <message>
        <source>They part after step %1.</source>
        <translation>它们在第 %1 步之后分开。</translation>
    </message>
    <message>
        <source>At the end nothing differs</source>
        <translation>结束时没有差别</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>结束时</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>途中</translation>
    </message>
</context>
<context>
    <name>Creation</name>
    <message>
        <source>control block</source>
        <translation>取得控制块</translation>
    </message>
    <message>
        <source>memory and files</source>
        <translation>得到内存和文件</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>得到栈</translation>
    </message>
    <message>
        <source>filled</source>
        <translation>填写完毕</translation>
    </message>
    <message>
        <source>in the ready queue</source>
        <translation>进入就绪队列</translation>
    </message>
    <message>
        <source>on a processor</source>
        <translation>上处理器</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <comment>step of a creation, time</comment>
        <translation>%2 后%1</translation>
    </message>
    <message>
        <source>%1 not told</source>
        <comment>step of a creation</comment>
        <translation>何时%1无人告知</translation>
    </message>
    <message>
        <source>Asked for at %1: %2.</source>
        <translation>%1 时提出请求：%2。</translation>
    </message>
</context>
<context>
    <name>Deadlock</name>
    <message>
        <source> since %1</source>
        <translation>，自 %1 起</translation>
    </message>
    <message>
        <source>%1 waits for what nobody is left to do</source>
        <translation>%1 等待的事已没有任务能做</translation>
    </message>
    <message>
        <source>%1 waits for itself</source>
        <translation>%1 在等自己</translation>
    </message>
    <message>
        <source>%1 wait for each other</source>
        <translation>%1 互相等待</translation>
    </message>
    <message>
        <source>%1 wait for each other in a circle</source>
        <translation>%1 循环等待</translation>
    </message>
    <message>
        <source>Deadlock: %1.</source>
        <translation>死锁：%1。</translation>
    </message>
    <message>
        <source>When it arose, others could still go on: it began as a partial one.</source>
        <translation>它出现时其他任务还能继续：开始时是部分死锁。</translation>
    </message>
    <message>
        <source>Bound up with them: %1</source>
        <translation>受其牵连：%1</translation>
    </message>
    <message>
        <source>Waiting behind them: %1</source>
        <translation>排在它们后面：%1</translation>
    </message>
    <message>
        <source>Whether it lasts nobody can know: events were lost at %1.</source>
        <translation>它是否持续无法得知：在 %1 丢失了事件。</translation>
    </message>
    <message>
        <source>Broken at %1: one of its tasks went on or ended.</source>
        <translation>在 %1 被打破：其中一个任务继续或结束了。</translation>
    </message>
    <message>
        <source>End %1, which closed the circle: what it holds is free again.</source>
        <translation>结束闭合循环的 %1：它持有的东西重新空闲。</translation>
    </message>
    <message>
        <source>Take %1 back from %2.</source>
        <translation>从 %2 收回 %1。</translation>
    </message>
    <message>
        <source>Let somebody else end the wait of %1 for %2.</source>
        <translation>让别的任务结束 %1 对 %2 的等待。</translation>
    </message>
    <message>
        <source>%1 before %2</source>
        <comment>one lock before another one</comment>
        <translation>%1 先于 %2</translation>
    </message>
    <message>
        <source>Take the locks in one order everywhere; now it is %1.</source>
        <translation>处处按同一次序取锁；现在是 %1。</translation>
    </message>
    <message>
        <source>; but </source>
        <translation>；但是 </translation>
    </message>
    <message>
        <source>%1 waits for %2 to end%3</source>
        <translation>%1 等待 %2 结束%3</translation>
    </message>
    <message>
        <source>%1 is ready, but %2 blocks the thread that carries both</source>
        <translation>%1 就绪，但 %2 阻塞了承载两者的线程</translation>
    </message>
    <message>
        <source>%1 waits in %2%3</source>
        <translation>%1 在 %2 中等待%3</translation>
    </message>
    <message>
        <source>%1; %2 could end that, but does not go on either</source>
        <translation>%1；%2 本可结束它，但也无法继续</translation>
    </message>
    <message>
        <source>%1; nobody is left who could end that</source>
        <translation>%1；已没有任务能结束它</translation>
    </message>
    <message>
        <source>%1 has it%2</source>
        <comment>a lock, since 480 ms, line 21</comment>
        <translation>%1 持有它%2</translation>
    </message>
    <message>
        <source>and has ended</source>
        <translation>并且已经结束</translation>
    </message>
    <message>
        <source>%1 waits for %2%3; %4</source>
        <translation>%1 等待 %2%3；%4</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>DeadlockText</name>
    <message>
        <source>Mutual exclusion</source>
        <translation>互斥</translation>
    </message>
    <message>
        <source>no lock is involved; each needs what only another one can do</source>
        <translation>没有涉及锁；每个都需要只有别的任务才能做的事</translation>
    </message>
    <message>
        <source>%1 cannot be had while somebody holds it</source>
        <translation>有任务持有 %1 时，其他任务不能得到</translation>
    </message>
    <message>
        <source>%1 cannot be had while somebody holds them</source>
        <translation>有任务持有 %1 时，其他任务不能得到</translation>
    </message>
    <message>
        <source>%1 holds %2%3</source>
        <translation>%1 持有 %2%3</translation>
    </message>
    <message>
        <source>and waits for %1%2</source>
        <translation>并等待 %1%2</translation>
    </message>
    <message>
        <source>and waits for a task to end%1</source>
        <translation>并等待一个任务结束%1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>holds..., and waits...</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Hold and wait</source>
        <translation>占有并等待</translation>
    </message>
    <message>
        <source>nobody waits with anything in hand that another one needs</source>
        <translation>等待的任务手中都没有别的任务需要的东西</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>No preemption</source>
        <translation>不可剥夺</translation>
    </message>
    <message>
        <source>none of the waits has a time limit</source>
        <translation>所有等待都没有时限</translation>
    </message>
    <message>
        <source>nobody takes anything back, and none of the waits has a time limit</source>
        <translation>没有谁收回任何东西，等待也都没有时限</translation>
    </message>
    <message>
        <source>Circular wait</source>
        <translation>循环等待</translation>
    </message>
    <message>
        <source>there is no circle; what is waited for cannot come any more</source>
        <translation>没有循环；等待的事不会再发生</translation>
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
    <name>Endings</name>
    <message>
        <source>integer division by zero</source>
        <translation>整数除以零</translation>
    </message>
    <message>
        <source>an arithmetic exception</source>
        <translation>算术异常</translation>
    </message>
    <message>
        <source>an illegal instruction</source>
        <translation>非法指令</translation>
    </message>
    <message>
        <source>an instruction that only the kernel may use</source>
        <translation>只有内核可用的特权指令</translation>
    </message>
    <message>
        <source>access to a mapped file beyond its end</source>
        <translation>访问映射文件末尾之后</translation>
    </message>
    <message>
        <source>a fault of the processor</source>
        <translation>处理器故障</translation>
    </message>
    <message>
        <source>, last seen at %1</source>
        <translation>，最后见于%1</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1，在 %2</translation>
    </message>
    <message>
        <source>its CPU time was used up</source>
        <translation>其 CPU 时间已用尽</translation>
    </message>
    <message>
        <source>%1 sent it</source>
        <translation>由 %1 发送</translation>
    </message>
    <message>
        <source>its parent %1 ended, and it is a daemon</source>
        <translation>其父任务 %1 已结束，而它是守护任务</translation>
    </message>
    <message>
        <source>its process %1 ended</source>
        <translation>其进程 %1 已结束</translation>
    </message>
    <message>
        <source>who sent it is not known</source>
        <translation>不知由谁发送</translation>
    </message>
    <message>
        <source>was ended by %1</source>
        <translation>被 %1 终止</translation>
    </message>
    <message>
        <source>ended with status %1</source>
        <translation>以状态 %1 结束</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>how it ended: why</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>its stack was full</source>
        <translation>它的栈已满</translation>
    </message>
    <message>
        <source>access to memory that is not there (address %1)</source>
        <translation>访问了不存在的内存（地址 %1）</translation>
    </message>
    <message>
        <source>read of memory that may not be read (address %1)</source>
        <translation>读取了不可读的内存（地址 %1）</translation>
    </message>
    <message>
        <source>write to memory that may not be written (address %1)</source>
        <translation>写入了不可写的内存（地址 %1）</translation>
    </message>
    <message>
        <source> at %1</source>
        <translation>，位于%1</translation>
    </message>
</context>
<context>
    <name>EventList</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>EventListModel</name>
    <message>
        <source>%1 %2</source>
        <comment>kind and name of an object</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
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
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>as wide as its words</source>
        <translation>宽度随文字而定</translation>
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
    <message>
        <source>%1 units held by</source>
        <translation>%1 个单位持有者</translation>
    </message>
    <message>
        <source>could be ended by</source>
        <translation>可由它结束</translation>
    </message>
    <message>
        <source>has no carrier for</source>
        <translation>没有承载线程</translation>
    </message>
    <message>
        <source>circular wait</source>
        <translation>循环等待</translation>
    </message>
    <message>
        <source>nobody is left to do it</source>
        <translation>没有任务能做</translation>
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
    <message>
        <source>step by step</source>
        <translation>逐步</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>%1 of %2 steps; branches: %3</source>
        <translation>%2 步中的第 %1 步；分支：%3</translation>
    </message>
    <message>
        <source>%1
Click: go there. The same choices are run again from the start.</source>
        <translation>%1
单击：转到那里。同样的选择从头再执行一遍。</translation>
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
    <message>
        <source>%1 could go on, and was not let for %2</source>
        <translation>%1 可以继续，但 %2 以来没有被允许</translation>
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
    <message>
        <source>Step by step</source>
        <translation>逐步</translation>
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
    <name>LessonStrip</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>You expected</source>
        <translation>您的预测</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>观察到</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>What do you expect?</source>
        <translation>您预测会怎样？</translation>
    </message>
    <message>
        <source>Your prediction</source>
        <translation>您的预测</translation>
    </message>
    <message>
        <source>To the moment of the run that shows it</source>
        <translation>转到运行中能说明它的时刻</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Hide the question</source>
        <translation>隐藏问题</translation>
    </message>
    <message>
        <source>As promised: %1 (%2).</source>
        <translation>如约：%1（%2）。</translation>
    </message>
    <message>
        <source>Not as promised: %1 (%2).</source>
        <translation>未如约：%1（%2）。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
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
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Objects now</source>
        <translation>此刻的对象</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Heddle speaks %1 from its next start on.</source>
        <translation>下次启动起，Heddle 使用 %1。</translation>
    </message>
    <message>
        <source>From the start</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>starting...</source>
        <translation>正在启动…</translation>
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
    <name>NextStepDelegate</name>
    <message>
        <source>time is up</source>
        <translation>超时</translation>
    </message>
</context>
<context>
    <name>NextStepsModel</name>
    <message>
        <source>It has a time limit: it may give up instead.</source>
        <translation>它有时限：也可以放弃。</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>task, operation, standing</comment>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>key %1: %2</source>
        <translation>键 %1：%2</translation>
    </message>
</context>
<context>
    <name>NextStepsView</name>
    <message>
        <source>Next steps</source>
        <translation>下一步</translation>
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
        <source>%1 died while it held it; %2 has it then, and was told.</source>
        <translation>%1 持有它时终止；随后由 %2 持有，并被告知。</translation>
    </message>
    <message>
        <source>Taken once so far, without waiting.</source>
        <translation>至今被取得一次，没有等待。</translation>
    </message>
    <message>
        <source>Taken once so far, after a wait.</source>
        <translation>至今被取得一次，等待之后。</translation>
    </message>
    <message>
        <source>Taken %1 times so far; nobody had to wait.</source>
        <translation>至今被取得 %1 次，无人需要等待。</translation>
    </message>
    <message>
        <source>Taken %1 times so far; once after a wait.</source>
        <translation>至今被取得 %1 次，其中一次需要等待。</translation>
    </message>
    <message>
        <source>Taken %1 times so far; %2 of them after a wait.</source>
        <translation>至今被取得 %1 次，其中 %2 次需要等待。</translation>
    </message>
    <message>
        <source>%1 died while it held it; its share came back.</source>
        <translation>%1 持有它时终止；它的那一份已归还。</translation>
    </message>
</context>
<context>
    <name>ObjectList</name>
    <message>
        <source>Objects now</source>
        <translation>此刻的对象</translation>
    </message>
</context>
<context>
    <name>ObjectPictureWords</name>
    <message>
        <source>%1 more objects below</source>
        <translation>下面还有 %1 个对象</translation>
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
    <message>
        <source>pending</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>%1 of %2 have come</source>
        <translation>%2 个中已到 %1 个</translation>
    </message>
</context>
<context>
    <name>OutputModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>What it printed</source>
        <translation>打印的内容</translation>
    </message>
</context>
<context>
    <name>OutputTable</name>
    <message>
        <source>Output of the tasks</source>
        <translation>各任务的输出</translation>
    </message>
    <message>
        <source>What tasks print appears here, for programs that use print() of Heddle&apos;s runtime.</source>
        <translation>任务打印的内容显示在这里，适用于使用 Heddle 运行时 print() 的程序。</translation>
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
    <name>ParameterForm</name>
    <message>
        <source>%L1 to %L2</source>
        <comment>bounds of a number</comment>
        <translation>%L1 到 %L2</translation>
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
    <name>PictureNames</name>
    <message>
        <source>The timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>The state diagram</source>
        <translation>状态图</translation>
    </message>
    <message>
        <source>Who waits for whom</source>
        <translation>谁在等谁</translation>
    </message>
    <message>
        <source>The objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>The events</source>
        <translation>事件</translation>
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
    <name>ResultWords</name>
    <message>
        <source>has it</source>
        <translation>持有它</translation>
    </message>
    <message>
        <source>does not have it</source>
        <translation>不持有它</translation>
    </message>
    <message>
        <source>gave up</source>
        <translation>放弃了</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>值 %1</translation>
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
        <source>1 unit free</source>
        <translation>空闲 1 个单位</translation>
    </message>
    <message>
        <source>%1 units free</source>
        <translation>空闲 %1 个单位</translation>
    </message>
    <message>
        <source>1 item in it</source>
        <translation>其中 1 项</translation>
    </message>
    <message>
        <source>%1 items in it</source>
        <translation>其中 %1 项</translation>
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
    <message>
        <source>one task of unknown origin</source>
        <translation>一个来历不明的任务</translation>
    </message>
    <message>
        <source>%1 tasks of unknown origin</source>
        <translation>%1 个来历不明的任务</translation>
    </message>
    <message>
        <source>Another one: %1</source>
        <translation>还有一个：%1</translation>
    </message>
    <message>
        <source>And %1 more deadlocks.</source>
        <translation>还有 %1 个死锁。</translation>
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
        <source>Scenarios</source>
        <translation>场景</translation>
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
        <source>Search titles and texts</source>
        <translation>搜索标题和文字</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>What do you expect? A few words or a number, or nothing</source>
        <translation>您预测会怎样？几个字或一个数，也可以不写</translation>
    </message>
    <message>
        <source>Your prediction</source>
        <translation>您的预测</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Find it for me...</source>
        <translation>替我找...</translation>
    </message>
    <message>
        <source>%1 – can be run, stepped and searched</source>
        <translation>%1 – 可以运行、单步执行和搜索</translation>
    </message>
    <message>
        <source>%1 – can be run</source>
        <translation>%1 – 可以运行</translation>
    </message>
    <message>
        <source>For real, but step by step: a task goes on only when you say so</source>
        <translation>真实运行，但逐步进行：只有您允许，任务才继续</translation>
    </message>
    <message>
        <source>Search the orders in which its tasks can go on for one that fails</source>
        <translation>在任务可能的各种执行次序中寻找会失败的</translation>
    </message>
</context>
<context>
    <name>ScenarioList</name>
    <message>
        <source>Scenarios</source>
        <translation>场景库</translation>
    </message>
    <message>
        <source>step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>can be stepped</source>
        <translation>可以单步执行</translation>
    </message>
    <message>
        <source>No scenario has all these words in its title or text.</source>
        <translation>没有标题或文字包含所有这些词的场景。</translation>
    </message>
</context>
<context>
    <name>SearchDialog</name>
    <message>
        <source>Schedules at the most</source>
        <translation>最多的调度数</translation>
    </message>
    <message>
        <source>Seed of what is drawn</source>
        <translation>随机选择的种子</translation>
    </message>
    <message>
        <source>When a task starves</source>
        <translation>何时算任务饥饿</translation>
    </message>
    <message>
        <source>Find it for me</source>
        <translation>替我找</translation>
    </message>
    <message>
        <source>Its schedules are run one after the other, each an order in which the tasks can make their steps, until one ends in a deadlock, with an expectation that does not hold, an exception or a crash, or with a task that does not come to its next step.</source>
        <translation>逐个运行它的调度，即任务执行步骤的各种次序，直到有一个以死锁、不成立的期望、异常或崩溃告终，或者某个任务到不了下一步。</translation>
    </message>
    <message>
        <source>Schedules run, of the most to run</source>
        <translation>已运行的调度，占最多要运行的</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>寻找</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Open in step mode</source>
        <translation>以单步模式打开</translation>
    </message>
    <message>
        <source>The schedule that fails, at its end: go back from there step by step</source>
        <translation>会失败的调度，停在末尾：可从那里逐步后退</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>The same seed gives the same search.</source>
        <translation>同样的种子给出同样的搜索。</translation>
    </message>
    <message>
        <source>not looked for</source>
        <translation>不查找</translation>
    </message>
    <message>
        <source> turns</source>
        <translation> 次</translation>
    </message>
    <message>
        <source>A task starves that could have gone on at so many choices while others went. An exhaustive search cannot see it: for it, schedules are the same in which others go first.</source>
        <translation>一个任务在这么多次选择中都可以继续，却总是别的任务走，就算饥饿。穷举搜索看不到它：对穷举来说，别的任务先走的调度是等价的。</translation>
    </message>
    <message>
        <source>At the most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Starved</source>
        <translation>饥饿</translation>
    </message>
    <message>
        <source>It could not be searched</source>
        <translation>无法搜索</translation>
    </message>
    <message>
        <source>Searching...</source>
        <translation>正在搜索...</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a parameter, its value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parameters</comment>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>SearchWords</name>
    <message>
        <source>1 schedule</source>
        <translation>1 个调度</translation>
    </message>
    <message>
        <source>%1 schedules</source>
        <translation>%1 个调度</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>1 change of task</source>
        <translation>1 次任务切换</translation>
    </message>
    <message>
        <source>%1 changes of task</source>
        <translation>%1 次任务切换</translation>
    </message>
    <message>
        <source>Found: a deadlock</source>
        <translation>找到：死锁</translation>
    </message>
    <message>
        <source>Found: an expectation that does not hold</source>
        <translation>找到：不成立的期望</translation>
    </message>
    <message>
        <source>Found: an exception</source>
        <translation>找到：异常</translation>
    </message>
    <message>
        <source>Found: a task that does not come to its next step</source>
        <translation>找到：到不了下一步的任务</translation>
    </message>
    <message>
        <source>Found: a crash</source>
        <translation>找到：崩溃</translation>
    </message>
    <message>
        <source>Found: a task that starves</source>
        <translation>找到：饥饿的任务</translation>
    </message>
    <message>
        <source>Found after %1; minimised from %2 to %3 with %4.</source>
        <translation>在 %1之后找到；从 %2 缩减到 %3，含 %4。</translation>
    </message>
    <message>
        <source>Found after %1: %2 with %3.</source>
        <translation>在 %1之后找到：%2，含 %3。</translation>
    </message>
    <message>
        <source>No shorter schedule fails so.</source>
        <translation>没有更短的调度会这样失败。</translation>
    </message>
    <message>
        <source>Confirmed: real tasks fail in the same way by it.</source>
        <translation>已证实：真实任务按它执行会同样失败。</translation>
    </message>
    <message>
        <source>Not confirmed: %1.</source>
        <translation>未证实：%1。</translation>
    </message>
    <message>
        <source>It was not tried with real tasks.</source>
        <translation>没有用真实任务试过。</translation>
    </message>
    <message>
        <source>It could not be tried with real tasks: %1</source>
        <translation>无法用真实任务试：%1</translation>
    </message>
    <message>
        <source>Proved: no schedule fails</source>
        <translation>已证明：没有调度会失败</translation>
    </message>
    <message>
        <source>With these parameters there are %1, and all were run.</source>
        <translation>在这些参数下共有 %1，全部运行过。</translation>
    </message>
    <message>
        <source>many</source>
        <translation>很多</translation>
    </message>
    <message>
        <source>With these parameters there are %1. %2 were run; each of the others comes to the same as one of them.</source>
        <translation>在这些参数下共有 %1。运行了 %2；其余每个都与其中之一等价。</translation>
    </message>
    <message>
        <source>Every schedule with at most 1 preemption was run; others may fail.</source>
        <translation>至多 1 次抢占的调度全部运行过；其他的可能失败。</translation>
    </message>
    <message>
        <source>Every schedule with at most %1 preemptions was run; others may fail.</source>
        <translation>至多 %1 次抢占的调度全部运行过；其他的可能失败。</translation>
    </message>
    <message>
        <source>%1 went on for too long and were cut off: that proves nothing.</source>
        <translation>%1 过长而被截断：这不能证明什么。</translation>
    </message>
    <message>
        <source>That proves nothing: there are %1.</source>
        <translation>这不能证明什么：共有 %1。</translation>
    </message>
    <message>
        <source>That proves nothing: others may fail.</source>
        <translation>这不能证明什么：其他的可能失败。</translation>
    </message>
    <message>
        <source>Choose for me</source>
        <translation>替我选</translation>
    </message>
    <message>
        <source>Exhaustive, for 20 s at the most; then random priorities.</source>
        <translation>先穷举，至多 20 秒；然后随机优先级。</translation>
    </message>
    <message>
        <source>Exhaustive</source>
        <translation>穷举</translation>
    </message>
    <message>
        <source>Of all schedules that come to the same, one. If none fails, it is proved.</source>
        <translation>等价的调度只运行一个。如果都不失败，就得到证明。</translation>
    </message>
    <message>
        <source>Few preemptions first</source>
        <translation>先少抢占</translation>
    </message>
    <message>
        <source>All without a preemption, then those with one, two, three.</source>
        <translation>先是没有抢占的全部，然后是一次、两次、三次的。</translation>
    </message>
    <message>
        <source>Random priorities</source>
        <translation>随机优先级</translation>
    </message>
    <message>
        <source>Priorities that change twice (PCT): good where few steps in the wrong order are enough.</source>
        <translation>优先级变化两次（PCT）：适合少数几步次序错误就会失败的情形。</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Every choice is drawn.</source>
        <translation>每次选择都随机。</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>more than 10%1</source>
        <translation>超过 10%1</translation>
    </message>
    <message>
        <source>about %1 · 10%2</source>
        <translation>约 %1 · 10%2</translation>
    </message>
    <message>
        <source>One that fails is found. It is made as short as possible, and run for real...</source>
        <translation>找到一个会失败的。正在尽量缩短，并真实运行...</translation>
    </message>
    <message>
        <source>%1 run</source>
        <translation>已运行 %1</translation>
    </message>
    <message>
        <source>, others skipped at %1 places as equivalent</source>
        <translation>，在 %1 处因等价而略过其余</translation>
    </message>
    <message>
        <source>; there are %1</source>
        <translation>；共有 %1</translation>
    </message>
    <message>
        <source>It could not be searched</source>
        <translation>无法搜索</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Nothing found in %1.</source>
        <translation>在 %1 中什么也没找到。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>None of %1 fails.</source>
        <translation>%1 都没有失败。</translation>
    </message>
    <message>
        <source>The search was stopped before real tasks had tried it.</source>
        <translation>搜索在真实任务尝试之前就被停止了。</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation>%1。</translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message>
        <source>Source</source>
        <translation>源代码</translation>
    </message>
    <message>
        <source>The lines at which tasks wait appear here, for programs that use Heddle&apos;s runtime.</source>
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
    <message>
        <source>Run or step a scenario</source>
        <translation>运行或单步执行场景</translation>
    </message>
    <message>
        <source>A deadlock, a semaphore, a queue: small real programs, explained while they run, or step by step.</source>
        <translation>死锁、信号量、队列：真实的小程序，边运行或逐步执行边讲解。</translation>
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
    <message>
        <source>%1, tasks in it: %2</source>
        <translation>%1，其中任务数：%2</translation>
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
    <name>StepActions</name>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Back by one step: the same choices, one less, are run again</source>
        <translation>后退一步：同样的选择少一个，再执行一遍</translation>
    </message>
    <message>
        <source>Same task again</source>
        <translation>同一任务再来</translation>
    </message>
    <message>
        <source>One more step of the task that made the last one</source>
        <translation>刚走一步的任务再走一步</translation>
    </message>
    <message>
        <source>One task, until it blocks</source>
        <translation>一个任务，直到阻塞</translation>
    </message>
    <message>
        <source>The selected task alone, until it blocks or ends</source>
        <translation>只走所选的任务，直到它阻塞或结束</translation>
    </message>
    <message>
        <source>In turn</source>
        <translation>轮流</translation>
    </message>
    <message>
        <source>Round-robin: one step of each task that may go, to the end</source>
        <translation>轮转：能走的任务各走一步，直到结束</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>To the end; the same seed gives the same run</source>
        <translation>直到结束；同样的种子给出同样的运行</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>直到结束</translation>
    </message>
    <message>
        <source>Each task as long as it may go, to the end</source>
        <translation>每个任务能走多久就走多久，直到结束</translation>
    </message>
    <message>
        <source>Until something is taken</source>
        <translation>直到取得某物</translation>
    </message>
    <message>
        <source>In turn, until a task gets a lock or a unit; with a lock selected, that one</source>
        <translation>轮流，直到有任务取得锁或单位；若选中了锁，则为该锁</translation>
    </message>
    <message>
        <source>Until a task blocks</source>
        <translation>直到有任务阻塞</translation>
    </message>
    <message>
        <source>In turn, until a task cannot go on</source>
        <translation>轮流，直到有任务无法继续</translation>
    </message>
    <message>
        <source>Until a deadlock</source>
        <translation>直到死锁</translation>
    </message>
    <message>
        <source>In turn, until tasks wait for each other</source>
        <translation>轮流，直到任务互相等待</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop where the run stands now</source>
        <translation>停在运行现在的位置</translation>
    </message>
    <message>
        <source>Save schedule...</source>
        <translation>保存调度...</translation>
    </message>
    <message>
        <source>The choices up to here as a file that gives the same run anywhere</source>
        <translation>把到此为止的选择存为文件，在任何地方都给出同样的运行</translation>
    </message>
    <message>
        <source>Name this branch...</source>
        <translation>命名此分支...</translation>
    </message>
    <message>
        <source>A name for the step that the run stands at</source>
        <translation>为运行所在的一步取名</translation>
    </message>
    <message>
        <source>Compare branches...</source>
        <translation>比较分支...</translation>
    </message>
    <message>
        <source>Export animation...</source>
        <translation>导出动画...</translation>
    </message>
    <message>
        <source>The steps up to here as a moving picture for a lecture</source>
        <translation>把到此为止的步骤导出为讲课用的动画</translation>
    </message>
    <message>
        <source>Where two branches part, and what differs at their ends; go back and choose otherwise to have two</source>
        <translation>两个分支在何处分开，结束时有何不同；退回并另作选择，就有两个分支</translation>
    </message>
</context>
<context>
    <name>StepController</name>
    <message>
        <source>The schedule could not be written to %1: %2. Choose a folder that you may write to.</source>
        <translation>调度无法写入 %1：%2。请选择您可以写入的文件夹。</translation>
    </message>
    <message>
        <source>The schedule is in %1.</source>
        <translation>调度已存入 %1。</translation>
    </message>
    <message>
        <source>%1 cannot go on (%2).</source>
        <comment>task, why</comment>
        <translation>%1 无法继续（%2）。</translation>
    </message>
</context>
<context>
    <name>StepControls</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on ▾</source>
        <translation>继续 ▾</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>By more than one step: one task, in turn, at random, or until something happens</source>
        <translation>多步前进：一个任务、轮流、随机，或直到发生某事</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Same again</source>
        <translation>再来一次</translation>
    </message>
    <message>
        <source>Seed of the random order</source>
        <translation>随机次序的种子</translation>
    </message>
    <message>
        <source>The same seed gives the same run.</source>
        <translation>同样的种子给出同样的运行。</translation>
    </message>
    <message>
        <source>with seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>StepMode</name>
    <message>
        <source>Next steps</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Name this branch</source>
        <translation>命名此分支</translation>
    </message>
    <message>
        <source>The branch that ends here:</source>
        <translation>在此结束的分支：</translation>
    </message>
    <message>
        <source>Save schedule</source>
        <translation>保存调度</translation>
    </message>
    <message>
        <source>Schedules (*.schedule)</source>
        <translation>调度 (*.schedule)</translation>
    </message>
    <message>
        <source>Export animation</source>
        <translation>导出动画</translation>
    </message>
    <message>
        <source>Animated pictures (*.gif)</source>
        <translation>动画图片 (*.gif)</translation>
    </message>
    <message>
        <source>Painting the steps...</source>
        <translation>正在绘制各步...</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The animation is in %1.</source>
        <translation>动画已存入 %1。</translation>
    </message>
</context>
<context>
    <name>StepPanel</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到那里</translation>
    </message>
</context>
<context>
    <name>StepTime</name>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>the start</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>StepWords</name>
    <message>
        <source>%1 has not ended</source>
        <translation>%1 尚未结束</translation>
    </message>
    <message>
        <source>%1 has no free unit</source>
        <translation>%1 没有空闲单位</translation>
    </message>
    <message>
        <source>%1 held by %2</source>
        <translation>%1 由 %2 持有</translation>
    </message>
    <message>
        <source>%1 is full</source>
        <translation>%1 已满</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 为空</translation>
    </message>
    <message>
        <source>%1 is not set</source>
        <translation>%1 未置位</translation>
    </message>
    <message>
        <source>nobody has notified %1</source>
        <translation>没有谁通知 %1</translation>
    </message>
    <message>
        <source>not all have come to %1</source>
        <translation>还没有全部到达 %1</translation>
    </message>
    <message>
        <source>nothing that it looks at has changed</source>
        <translation>它查看的东西没有变化</translation>
    </message>
    <message>
        <source>%1 is taken</source>
        <translation>%1 已被取走</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>create a task</source>
        <translation>创建任务</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>sleep</source>
        <translation>睡眠</translation>
    </message>
    <message>
        <source>yield</source>
        <translation>让出</translation>
    </message>
    <message>
        <source>look again</source>
        <translation>再看一次</translation>
    </message>
    <message>
        <source>It runs up to its first operation on something that tasks share.</source>
        <translation>它运行到第一次对共享之物的操作为止。</translation>
    </message>
    <message>
        <source>It creates a task, which then waits for its own first step.</source>
        <translation>它创建一个任务，新任务随后等待自己的第一步。</translation>
    </message>
    <message>
        <source>It waits until the other task has ended.</source>
        <translation>它等到另一个任务结束。</translation>
    </message>
    <message>
        <source>It takes what it asks for, or waits in line until it gets it.</source>
        <translation>它取得所要的，否则排队直到得到。</translation>
    </message>
    <message>
        <source>It does so if that is possible at once; it never waits.</source>
        <translation>能立即做就做；它从不等待。</translation>
    </message>
    <message>
        <source>It gives back what it took; who stands first in line may go on.</source>
        <translation>它归还所取的；排在最前的可以继续。</translation>
    </message>
    <message>
        <source>It waits until somebody sets the flag.</source>
        <translation>它等到有任务置位标志。</translation>
    </message>
    <message>
        <source>It gives up the lock and stands in the condition&apos;s line.</source>
        <translation>它放开锁，排进条件的队伍。</translation>
    </message>
    <message>
        <source>It stands in the condition&apos;s line until somebody notifies it.</source>
        <translation>它在条件的队伍中，直到有任务通知。</translation>
    </message>
    <message>
        <source>It lets those go on who wait for the condition now; nobody who comes later.</source>
        <translation>它让现在等待该条件的继续；后来的不算。</translation>
    </message>
    <message>
        <source>It moves an item, or waits until there is room or an item.</source>
        <translation>它移动一项，否则等到有空位或有项。</translation>
    </message>
    <message>
        <source>Another task may come between a read and the write that follows it.</source>
        <translation>在读与随后的写之间，别的任务可能插进来。</translation>
    </message>
    <message>
        <source>It reads and writes in one: nobody can come between.</source>
        <translation>读写一体：中间谁也插不进来。</translation>
    </message>
    <message>
        <source>Its time is virtual: the sleep is over as soon as you choose it.</source>
        <translation>它的时间是虚拟的：您一选择它，睡眠就结束。</translation>
    </message>
    <message>
        <source>It waits busily: another round is worth it only once something has changed.</source>
        <translation>它在忙等：只有发生了变化，再转一圈才有意义。</translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation>由 %1 持有</translation>
    </message>
    <message>
        <source>may go</source>
        <translation>可以走</translation>
    </message>
    <message>
        <source>blocked: %1</source>
        <translation>阻塞：%1</translation>
    </message>
    <message>
        <source>%1, since the start</source>
        <translation>%1，从开头起</translation>
    </message>
    <message>
        <source>%1, since step %2</source>
        <translation>%1，自第 %2 步起</translation>
    </message>
    <message>
        <source>the start</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>step %1: %2 is ended from outside</source>
        <translation>第 %1 步：%2 被从外部结束</translation>
    </message>
    <message>
        <source>step %1: %2 loses %3</source>
        <translation>第 %1 步：%2 失去 %3</translation>
    </message>
    <message>
        <source>gives up: %1</source>
        <translation>放弃：%1</translation>
    </message>
    <message>
        <source>step %1: %2 %3</source>
        <translation>第 %1 步：%2 %3</translation>
    </message>
    <message>
        <source>All tasks have ended.</source>
        <translation>所有任务都已结束。</translation>
    </message>
    <message>
        <source>Deadlock: nobody can go on.</source>
        <translation>死锁：谁也无法继续。</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>%1 does not come to its next step.</source>
        <translation>%1 到不了下一步。</translation>
    </message>
    <message>
        <source>all ended</source>
        <translation>全部结束</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>死锁</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>no next step</source>
        <translation>没有下一步</translation>
    </message>
    <message>
        <source>end the process</source>
        <translation>结束进程</translation>
    </message>
    <message>
        <source>Its whole process ends, with all its tasks and daemons; others find the locks that it leaves.</source>
        <translation>它的整个进程结束，连同其所有任务和守护者；别的进程会遇到它留下的锁。</translation>
    </message>
    <message>
        <source>It ends the other process where its tasks stand, by a signal.</source>
        <translation>它用一个信号结束另一个进程，其任务停在哪里就在哪里结束。</translation>
    </message>
    <message>
        <source>It stops the other process: none of its tasks can be chosen until it is activated.</source>
        <translation>它使另一个进程停下：在被激活之前，其任务都不能被选择。</translation>
    </message>
    <message>
        <source>It lets a process that was stopped go on.</source>
        <translation>它让一个被停下的进程继续。</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>已挂起</translation>
    </message>
    <message>
        <source>And %1 more deadlocks.</source>
        <translation>还有 %1 个死锁。</translation>
    </message>
    <message>
        <source>%1 %2 can still go on.</source>
        <comment>who is in a deadlock; who else is alive</comment>
        <translation>%1%2 仍可继续。</translation>
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
    <message>
        <source>Ready for %1: it goes on when you let it.</source>
        <translation>就绪已 %1：您允许时它就继续。</translation>
    </message>
    <message>
        <source>It is an orphan since %1: its parent %2 ended, and another process took it over.</source>
        <translation>自 %1 起它是孤儿：其父进程 %2 已结束，由另一进程接管。</translation>
    </message>
    <message>
        <source>In memory: %1 before it was suspended, %2 now.</source>
        <translation>内存中：挂起前 %1，现在 %2。</translation>
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
        <source>stopped from outside</source>
        <translation>被从外部停住</translation>
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
        <source>By which rule the kernel&apos;s scheduler chooses this task.</source>
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
    <message>
        <source>%1; a zombie: not reaped yet</source>
        <translation>%1；僵尸：尚未被回收</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>message</source>
        <translation>消息</translation>
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
    <message>
        <source>%1: %2</source>
        <comment>a task and its state</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an object and its level</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>VerdictBanner</name>
    <message>
        <source>Ways out, to try: see what happens</source>
        <translation>可以尝试的出路：看看会发生什么</translation>
    </message>
    <message>
        <source>End %1</source>
        <translation>结束 %1</translation>
    </message>
    <message>
        <source>It is killed where it stands.</source>
        <translation>它被就地终止。</translation>
    </message>
    <message>
        <source>Choose a victim: it ends where it stands. See what becomes of what it holds.</source>
        <translation>选一个牺牲者：它就地结束。看看它持有的东西会怎样。</translation>
    </message>
    <message>
        <source>Preempt the resource: it is free again, though its holder does not know.</source>
        <translation>剥夺资源：它重新空闲，尽管持有者并不知道。</translation>
    </message>
    <message>
        <source>Break it ▾</source>
        <translation>打破 ▾</translation>
    </message>
    <message>
        <source>Take %1 back from %2</source>
        <translation>从 %2 收回 %1</translation>
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
    <message>
        <source>%1, in the deadlock</source>
        <translation>%1，处于死锁中</translation>
    </message>
    <message>
        <source>The wait for %1 could be ended by %2, which does not go on either.</source>
        <translation>对 %1 的等待可由 %2 结束，但 %2 也无法继续。</translation>
    </message>
    <message>
        <source>%1 is ready, but %2 blocks the thread that carries both.</source>
        <translation>%1 就绪，但 %2 阻塞了承载两者的线程。</translation>
    </message>
    <message>
        <source>A dot is a unit: %1 of %2 are free.</source>
        <translation>一个点是一个单位：%2 个中有 %1 个空闲。</translation>
    </message>
    <message>
        <source>%1 wait in %2</source>
        <comment>6 tasks...</comment>
        <translation>%1 在 %2 中等待</translation>
    </message>
    <message>
        <source>%1 waits in %2</source>
        <translation>%1 在 %2 中等待</translation>
    </message>
    <message>
        <source>%1 has %2 units of %3</source>
        <translation>%1 持有 %3 的 %2 个单位</translation>
    </message>
    <message>
        <source>%1 has %2</source>
        <translation>%1 持有 %2</translation>
    </message>
    <message>
        <source>%1 could end the wait for %2, but does not go on either</source>
        <translation>%1 本可结束对 %2 的等待，但也无法继续</translation>
    </message>
    <message>
        <source>%1 is ready, but %2 blocks the thread that carries both</source>
        <translation>%1 就绪，但 %2 阻塞了承载两者的线程</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>自 %1 起</translation>
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
    <message>
        <source>What it rests on</source>
        <translation>成立的条件</translation>
    </message>
    <message>
        <source>A way out</source>
        <translation>出路</translation>
    </message>
    <message>
        <source>Ways out</source>
        <translation>出路</translation>
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
        <source>A processor is executing the task&apos;s instructions right now.</source>
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
        <source>A flow of control of its own that shares its process&apos;s memory; the kernel schedules it.</source>
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
    <message>
        <source>of unknown origin</source>
        <translation>来历不明</translation>
    </message>
    <message>
        <source>Its creation stood in a damaged part of the recording.</source>
        <translation>它的创建位于记录的损坏部分。</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What one task writes into it another one can read later.</source>
        <translation>一个任务写入的，另一个任务以后可以读出。</translation>
    </message>
    <message>
        <source>socket</source>
        <translation>套接字</translation>
    </message>
    <message>
        <source>One direction of a connection: what is sent at one end is received at the other.</source>
        <translation>连接的一个方向：一端发送的在另一端收到。</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>信号</translation>
    </message>
    <message>
        <source>A small number that the kernel carries to a process.</source>
        <translation>由内核带给进程的一个小数字。</translation>
    </message>
    <message>
        <source>shared memory</source>
        <translation>共享内存</translation>
    </message>
    <message>
        <source>Memory that several processes have at once: what one writes the others see.</source>
        <translation>几个进程同时拥有的内存：一个写的，其他都能看到。</translation>
    </message>
    <message>
        <source>message queue</source>
        <translation>消息队列</translation>
    </message>
    <message>
        <source>A queue in the kernel that keeps messages until somebody receives them, the urgent ones first.</source>
        <translation>内核中的队列，保存消息直到有人接收，紧急的在先。</translation>
    </message>
    <message>
        <source>future</source>
        <translation>期物</translation>
    </message>
    <message>
        <source>The result of work that somebody else does: pending, running, then done, failed or cancelled.</source>
        <translation>别的任务所做工作的结果：待定、运行中，然后完成、失败或取消。</translation>
    </message>
    <message>
        <source>step by step</source>
        <translation>逐步</translation>
    </message>
    <message>
        <source>A controlled run: one task at a time makes one step, when it is told to. Time is counted in steps.</source>
        <translation>受控运行：每次一个任务按指示走一步。时间以步计。</translation>
    </message>
    <message>
        <source>descriptor</source>
        <translation>描述符</translation>
    </message>
    <message>
        <source>An open file, socket or pipe of the program&apos;s own, by its number: tasks wait until it has something to read, or room to write.</source>
        <translation>程序自己打开的文件、套接字或管道，用它的编号表示：任务等到有东西可读，或有空间可写。</translation>
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
    <message>
        <source>make that task&apos;s next step</source>
        <translation>走该任务的下一步</translation>
    </message>
    <message>
        <source>Alt + number</source>
        <translation>Alt + 数字</translation>
    </message>
    <message>
        <source>let its time limit pass instead</source>
        <translation>改为让它的时限过去</translation>
    </message>
    <message>
        <source>in the history: step and branch</source>
        <translation>在历史中：步与分支</translation>
    </message>
    <message>
        <source>%1 sent %n bytes to %2</source>
        <translation>%1 向 %2 发送了 %n 字节</translation>
    </message>
    <message>
        <source>through %1, on its way for %2</source>
        <translation>经由 %1，途中 %2</translation>
    </message>
</context>
</TS>
