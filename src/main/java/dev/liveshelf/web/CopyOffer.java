package dev.liveshelf.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server's own way to give one answer to many, where it has one. */
final class CopyOffer {

    /** The attribute of the servlet context: a supplier of a way for the request under way, or of null. */
    static final String ATTRIBUTE = "dev.liveshelf.copies";

    private final Supplier<?> offer;

    private CopyOffer(Supplier<?> offer) {
        this.offer = offer;
    }

    static CopyOffer of(ServletContext context) {
        return new CopyOffer(context.getAttribute(ATTRIBUTE) instanceof Supplier<?> offer ? offer : () -> null);
    }

    /** Returns how this request may be given what others are given, or null if it may not: pages elsewhere get headers of their own. */
    @SuppressWarnings("unchecked") // as the server says where it makes the offer
    @Nullable
    BiPredicate<byte[], Runnable> to(HttpServletRequest request) {
        return request.getHeader("Origin") == null ? (BiPredicate<byte[], Runnable>) offer.get() : null;
    }
}
