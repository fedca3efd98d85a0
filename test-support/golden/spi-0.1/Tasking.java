package golden;

import dev.weft.spi.Config;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.spi.Tasks;
import java.time.Duration;

/** Uses what SPI 0.1 got after {@link Everything} was built: tasks, hand-over, and more of the settings. */
@Handler("tasking")
public final class Tasking implements MessageHandler {

    private HandlerContext context;

    @Override
    public void start(HandlerContext given) {
        context = given;
        Config config = given.config();
        if (!config.text("word").equals("golden") || !config.duration("pause", Duration.ofSeconds(1)).equals(Duration.ofMillis(5))) {
            throw new IllegalStateException("settings");
        }
    }

    @Override
    public boolean onHandOver(Session session) throws Exception {
        return session.isOpen() && MessageHandler.super.onHandOver(session);
    }

    @Override
    public void onMessage(Session session, Message message) throws InterruptedException {
        Tasks tasks = context.tasks();
        Tasks.Task never = tasks.after(Duration.ofHours(1), () -> session.send("never"));
        never.cancel();
        Tasks.Task series = tasks.every(Duration.ofHours(1), () -> session.send("never"));
        boolean wasDone = series.isDone();
        series.cancel();
        tasks.run(() -> session.send(never.isDone() || !wasDone ? "ran" : "done before it ran"));
    }
}
