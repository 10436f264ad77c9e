"""Addresses of reviews."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import review, review_sampling, reviews

urlpatterns: list[URLPattern | URLResolver] = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/sampling/", review_sampling.review_sampling, name="review-sampling"),
    path("reviews/pick/<int:message_id>/", reviews.review_pick, name="review-pick"),
    path("reviews/<int:pk>/", review.review, name="review"),
    path("reviews/<int:pk>/aside/", review.review_aside, name="review-aside"),
    path("reviews/<int:pk>/ask/<int:version_id>/", review.review_ask, name="review-ask"),
    path("reviews/findings/<int:finding_id>/dispute/", review.review_dispute, name="review-dispute"),
]
