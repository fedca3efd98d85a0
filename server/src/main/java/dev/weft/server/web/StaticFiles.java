package dev.weft.server.web;

import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.http.RequestHead;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The files under one folder, for GET and HEAD. */
final class StaticFiles {

    private final Path folder;

    StaticFiles(Path folder) {
        this.folder = folder;
    }

    /** The answer to a request for a file; close it after writing it. */
    Answer answer(RequestHead head) {
        Optional<Path> file = find(head.path());
        if (file.isEmpty()) {
            return notFound();
        }
        try {
            return answer(head, file.get());
        } catch (NoSuchFileException | AccessDeniedException gone) {
            return notFound();
        } catch (IOException unreadable) {
            return Answer.error(HttpStatus.INTERNAL_SERVER_ERROR, HeaderFields.EMPTY, "the file cannot be read");
        }
    }

    /** Whether a request for this path would find a file. */
    boolean has(String path) {
        return find(path).isPresent();
    }

    static Answer notFound() {
        return Answer.error(HttpStatus.NOT_FOUND, HeaderFields.EMPTY, "there is no such page");
    }

    private Optional<Path> find(String path) {
        return WebPath.names(path).flatMap(this::find);
    }

    /** The real path of a regular, visible file under the folder. */
    private Optional<Path> find(List<String> names) {
        try {
            Path root = folder.toRealPath();
            Path file = root;
            for (String name : names) {
                file = file.resolve(name);
            }
            Path real = file.toRealPath();
            // A link may lead out of the folder, or to a hidden file. A FIFO would block the thread that opens it
            // forever.
            boolean isServed = real.startsWith(root) && isVisible(root.relativize(real)) && Files.isRegularFile(real);
            return isServed ? Optional.of(real) : Optional.empty();
        } catch (IOException | InvalidPathException notThere) {
            return Optional.empty();
        }
    }

    private static boolean isVisible(Path relative) {
        for (Path name : relative) {
            if (name.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static Answer answer(RequestHead head, Path file) throws IOException {
        EntityTag tag = tag(file);
        HeaderFields fields = HeaderFields.of("ETag", tag.text(), "Cache-Control", "no-cache");
        HeaderFields conditions = head.fields();
        // RFC 9110 13.2.2: If-Match is evaluated first, then If-None-Match, then Range with If-Range.
        if (conditions.contains("If-Match") && !tag.isAmong(conditions.tokens("If-Match"))) {
            return Answer.error(HttpStatus.PRECONDITION_FAILED, HeaderFields.EMPTY, "the file has changed");
        }
        if (tag.isAmongWeakly(conditions.tokens("If-None-Match"))) {
            return Answer.empty(HttpStatus.NOT_MODIFIED, fields);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            return answer(channel, range(head, tag, channel.size()), fields.with("Content-Type", type(file)));
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static Answer answer(FileChannel file, ByteRange range, HeaderFields fields) throws IOException {
        HeaderFields ranged = fields.with("Accept-Ranges", "bytes");
        long size = file.size();
        return switch (range) {
            case ByteRange.Whole whole -> Answer.of(HttpStatus.OK, ranged, new Content.FilePart(file, 0, size));
            case ByteRange.Part part ->
                Answer.of(
                        HttpStatus.PARTIAL_CONTENT,
                        ranged.with("Content-Range", "bytes " + part.first() + '-' + part.last() + '/' + size),
                        new Content.FilePart(file, part.first(), part.length()));
            case ByteRange.Unsatisfiable nothing -> {
                file.close();
                yield Answer.error(
                        HttpStatus.RANGE_NOT_SATISFIABLE,
                        // RFC 9110 14.4: unsatisfied-range = "*/" complete-length.
                        HeaderFields.of("Content-Range", "bytes */" + size),
                        "no byte of the file is in the range");
            }
        };
    }

    private static ByteRange range(RequestHead head, EntityTag tag, long size) {
        List<String> ranges = head.fields().all("Range");
        // RFC 9110 14.2: "A server MUST ignore a Range header field received with a request method that is unrecognized
        // or for which range handling is not defined." It is defined for GET alone. RFC 9110 13.1.5: if the If-Range
        // validator does not match, "the recipient MUST ignore the Range header field".
        boolean isAsked = head.method().equals("GET")
                && ranges.size() == 1
                && head.fields().first("If-Range").map(tag.text()::equals).orElse(true);
        return isAsked ? ByteRange.of(ranges.getFirst(), size) : new ByteRange.Whole();
    }

    private static String type(Path file) {
        return MediaTypes.of(String.valueOf(file.getFileName()));
    }

    private static EntityTag tag(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        // The change time is not a standard attribute; where it is missing, the creation time also changes on
        // unpacking.
        FileTime changed = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                : attributes.creationTime();
        return EntityTag.of(
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                changed.to(TimeUnit.NANOSECONDS));
    }
}
